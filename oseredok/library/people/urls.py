"""Addresses of the person who works: where they are on duty and what they may do."""

from django.urls import path

from oseredok.library.people import views

app_name = "people"

urlpatterns = [
    path("me/", views.me, name="me"),
    path("place/", views.switch_place, name="switch_place"),
]
