"""Addresses of ratings and comments, under /opinion/ and /en/opinion/. Short: one of them stands on paper under a QR code."""

from django.urls import path

from oseredok.faces.front.opinion import views

app_name = "opinion"

urlpatterns = [
    path("", views.index, name="index"),
    path("thanks/", views.done, name="done"),
    path("at/<slug:place>/", views.here, name="here"),
    path("at/<slug:place>/<slug:service>/", views.here, name="service"),
    path("letter/<str:token>/", views.letter, name="letter"),
    path("later/<str:token>/", views.later, name="later"),
    path("<slug:code>/", views.by_code, name="code"),
]
