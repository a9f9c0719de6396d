"""Addresses of «Як ми працюємо», inside the public site."""

from django.urls import path

from oseredok.faces.front.work import views

urlpatterns = [
    path("", views.work, name="work"),
    path("embed/", views.embed, name="work_embed"),
    path("feed/", views.feed, name="work_feed"),
    path("data.csv", views.csv_file, name="work_csv"),
    path("data.json", views.json_file, name="work_json"),
    path("dictionary.csv", views.dictionary_file, name="work_dictionary"),
]
