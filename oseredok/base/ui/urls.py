"""Addresses of the look: the choice of appearance and the gallery of components."""

from django.urls import path

from oseredok.base.ui import views

app_name = "ui"

urlpatterns = [
    path("appearance/", views.appearance, name="appearance"),
    path("", views.gallery, name="gallery"),
    path("<slug:family>/", views.gallery_family, name="gallery-family"),
]
