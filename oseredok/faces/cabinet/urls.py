"""Addresses of the reader's own corner; the English ones are the same under /en/. None of them names a person."""

from django.urls import path

from oseredok.faces.cabinet.views import home, sign_in

app_name = "cabinet"

urlpatterns = [
    path("", home.home, name="home"),
    path("card/", home.card, name="card"),
    path("sign-in/", sign_in.by_code, name="sign_in"),
    path("sign-in/code/", sign_in.enter_code, name="enter_code"),
    path("sign-in/card/", sign_in.by_pin, name="sign_in_pin"),
    path("sign-in/choose/", sign_in.choose, name="choose"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("devices/", home.devices, name="devices"),
]
