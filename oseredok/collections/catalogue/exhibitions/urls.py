"""Addresses of exhibitions in the office."""

from django.urls import path

from oseredok.collections.catalogue.exhibitions import views

app_name = "exhibitions"

urlpatterns = [
    path("", views.exhibitions, name="exhibitions"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.exhibition, name="exhibition"),
    path("<int:pk>/words/", views.words, name="words"),
    path("<int:pk>/show/", views.show, name="show"),
    path("<int:pk>/delete/", views.delete, name="delete"),
    path("book/<int:pk>/", views.exhibit, name="exhibit"),
]
