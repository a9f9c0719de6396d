"""Addresses of the report."""

from django.urls import path, re_path

from oseredok.collections.catalogue.merging import views as merging
from oseredok.collections.catalogue.quality import views

app_name = "catalogue_quality"

urlpatterns = [
    path("", views.report, name="report"),
    path("twins/", merging.twins, name="twins"),
    re_path(r"^twins/(?P<key>[im]-?[0-9X]{1,20})/$", merging.twin, name="twin"),
    path("<slug:code>/", views.check, name="check"),
    re_path(r"^(?P<code>[a-z-]{1,20})/records\.(?P<kind>xlsx|csv)$", views.file, name="file"),
]
