"""Addresses that programs know by heart; they have no language."""

from django.urls import path

from oseredok.faces.machines import files, sitemaps
from oseredok.faces.machines.api import views as api
from oseredok.faces.machines.oai import views as oai
from oseredok.faces.machines.sru import views as sru

app_name = "programs"

urlpatterns = [
    path("oai/", oai.oai, name="oai"),
    path("sru/", sru.sru, name="sru"),
    path("catalogue/export/", files.export, name="export"),
    path("sitemap-catalogue.xml", sitemaps.index, name="sitemap"),
    path("sitemap-catalogue-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("api/v1/records", api.records, name="records"),
    path("api/v1/records/<str:pk>", api.record, name="record"),
    path("api/v1/records/<str:pk>/copies", api.copies, name="copies"),
    path("api/v1/headings", api.headings, name="headings"),
    path("api/v1/<path:rest>", api.nothing, name="nothing"),
]
