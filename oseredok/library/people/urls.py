"""Addresses of people: the one who works, and readers. No name, phone or card number is ever part of an address."""

from django.urls import path

from oseredok.library.people import views
from oseredok.library.people.cards import desk_urls as card_desk_urls
from oseredok.library.people.own_page import pin_views as reader_pin_views
from oseredok.library.people.registry import list_views
from oseredok.library.people.registry import views as reader_views

app_name = "people"

urlpatterns = [
    path("", reader_views.readers, name="readers"),
    path("list/", list_views.browse, name="list"),
    path("list/export/", list_views.export, name="list_export"),
    path("me/", views.me, name="me"),
    path("me/session/", views.end_session, name="end_session"),
    path("me/sessions/", views.end_all_sessions, name="end_all_sessions"),
    path("place/", views.switch_place, name="switch_place"),
    path("<uuid:public_id>/", reader_views.reader, name="reader"),
    path("<uuid:public_id>/correct/", reader_views.correct, name="correct_reader"),
    path("<uuid:public_id>/pin/", reader_pin_views.pin, name="reader_pin"),
    path("<uuid:public_id>/leaving/", reader_views.leaving, name="reader_leaving"),
    path("<uuid:public_id>/back/", reader_views.back, name="reader_back"),
    *card_desk_urls.urlpatterns,
]
