"""Addresses of the office: what waits today, numbers, diary, letters; accounts and roles."""

from django.urls import include, path

from oseredok.faces.office.views import home

app_name = "office"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("oseredok.faces.office.urls_numbers")),
    path("", include("oseredok.faces.office.urls_staff")),
    path("", include("oseredok.faces.office.urls_centre")),
    path("", include("oseredok.faces.office.urls_system")),
    path("", include("oseredok.faces.office.urls_documents")),
]
