"""Addresses that only a RADIUS server calls: under /radius/."""

from django.urls import path

from oseredok.services.wifi.views import radius

app_name = "radius"

urlpatterns = [
    path("authorize/", radius.authorize, name="authorize"),
    path("accounting/", radius.accounting, name="accounting"),
]
