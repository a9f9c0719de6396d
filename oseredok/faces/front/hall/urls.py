"""Addresses of the halls' screens, under /hall/ and /en/hall/."""

from django.urls import path

from oseredok.faces.front.hall import views

app_name = "hall_screen"

urlpatterns = [path("<slug:place>/", views.screen, name="screen")]
