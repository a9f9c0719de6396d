"""Addresses of the reader's own corner; the English ones are the same under /en/. None of them names a person."""

from django.urls import path

from oseredok.faces.cabinet.views import agreements, erase, home, my_data, requests, sign_in

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
    path("data/", my_data.data, name="data"),
    path("data/copy.json", my_data.copy_json, name="copy_json"),
    path("data/copy.pdf", my_data.copy_pdf, name="copy_pdf"),
    path("data/phone/", my_data.phone, name="phone"),
    path("data/email/", my_data.email, name="email"),
    path("data/email/code/", my_data.email_code, name="email_code"),
    path("data/email/forget/", my_data.forget_email, name="forget_email"),
    path("data/looks/", my_data.looks, name="looks"),
    path("consents/", agreements.consents, name="consents"),
    path("consents/give/", agreements.give, name="give_consent"),
    path("consents/withdraw/", agreements.withdraw, name="withdraw_consent"),
    path("groups/", agreements.groups, name="groups"),
    path("requests/", requests.requests, name="requests"),
    path("erase/", erase.look, name="erase"),
    path("erase/send/", erase.send, name="erase_send"),
    path("erase/confirm/", erase.confirm, name="erase_confirm"),
    path("goodbye/", erase.goodbye, name="goodbye"),
]
