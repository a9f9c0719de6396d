"""Addresses of events: under /desk/events/."""

from django.urls import path

from oseredok.services.events.views import staff

app_name = "events"

urlpatterns = [
    path("", staff.held, name="held"),
    path("record/", staff.record, name="record"),
    path("<int:pk>/", staff.event, name="event"),
    path("<int:pk>/cancel/", staff.cancel, name="cancel"),
]
