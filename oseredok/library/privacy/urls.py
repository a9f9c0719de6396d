"""A reader's personal data at the desk. No name, phone or card number is ever part of an address."""

from django.urls import path

from oseredok.library.privacy.views import desk

app_name = "privacy"

urlpatterns = [
    path("reader/<uuid:public_id>/", desk.reader, name="reader"),
    path("reader/<uuid:public_id>/agree/", desk.give, name="give"),
    path("reader/<uuid:public_id>/groups/", desk.flags, name="flags"),
    path("reader/<uuid:public_id>/groups/set/", desk.set_flags, name="set_flags"),
    path("reader/<uuid:public_id>/paper/", desk.paper, name="paper"),
    path("reader/<uuid:public_id>/erase/", desk.erase, name="erase"),
    path("consent/<uuid:public_id>/withdraw/", desk.withdraw, name="withdraw"),
]
