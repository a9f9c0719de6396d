"""Addresses of the list of catalogues in the office."""

from django.urls import path

from oseredok.collections.catalogue.copying import views

app_name = "copying"

urlpatterns = [
    path("", views.targets, name="targets"),
    path("new/", views.target, name="new"),
    path("<int:pk>/", views.target, name="target"),
    path("<int:pk>/try/", views.try_out, name="try_out"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
