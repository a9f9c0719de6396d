"""Addresses of the catalogue, inside the public site."""

from django.urls import path

from oseredok.faces.front.catalogue.views import browse, exhibitions, front_page, own, record

urlpatterns = [
    path("", front_page.catalogue, name="catalogue"),
    path("new/", front_page.new, name="arrivals"),
    path("new/feed/", front_page.new_feed, name="arrivals_feed"),
    path("exhibitions/", exhibitions.exhibitions, name="exhibitions"),
    path("exhibitions/feed/", exhibitions.feed, name="exhibitions_feed"),
    path("exhibitions/<slug:slug>/", exhibitions.exhibition, name="exhibition"),
    path("list/", own.own, name="own_list"),
    path("list/mail/", own.mail, name="own_list_mail"),
    path("list/clear/", own.clear, name="own_list_clear"),
    path("list/books.<str:extension>", own.file, name="own_list_file"),
    path("list/<int:pk>/", own.change, name="own_list_change"),
    path("browse/<slug:way>/", browse.browse, name="browse"),
    path("classes/<slug:scheme>/", browse.classes, name="classes"),
    path("heading/<int:pk>/", browse.heading, name="heading_short"),
    path("heading/<int:pk>-<slug:words>/", browse.heading, name="heading"),
    path("<int:pk>/", record.record, name="record_short"),
    path("<int:pk>-<slug:words>/", record.record, name="record"),
    path("<int:pk>/cite.<str:extension>", record.citation, name="record_citation"),
]
