"""Addresses of the first set-up, under /setup/."""

from django.urls import path

from oseredok.faces.office.views import setup

app_name = "setup"

urlpatterns = [
    path("", setup.start, name="start"),
    path("next/", setup.next_step, name="next"),
    path("done/", setup.done, name="done"),
    path("passwords/", setup.sheet, name="sheet"),
    path("<slug:code>/", setup.step, name="step"),
    path("<slug:code>/later/", setup.later, name="later"),
]
