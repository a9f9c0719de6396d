"""Addresses of the office: numbers, diary, letters; accounts and roles."""

from django.urls import include, path

app_name = "office"

urlpatterns = [
    path("", include("oseredok.faces.office.urls_numbers")),
    path("", include("oseredok.faces.office.urls_staff")),
]
