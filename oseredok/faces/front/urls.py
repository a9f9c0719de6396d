"""Addresses of the public site; the English ones are the same under /en/."""

from django.urls import path

from oseredok.faces.front.views import barrier, card, documents, public, written

app_name = "front"

urlpatterns = [
    path("", public.home, name="home"),
    path("search/", public.search, name="search"),
    path("services/", public.services, name="services"),
    path("services/<slug:code>/", public.service, name="service"),
    path("topics/<slug:code>/", public.topic, name="topic"),
    path("poster-<str:size>.pdf", public.banner, name="banner"),
    path("visit/", public.visit, name="visit"),
    path("about/", public.about, name="about"),
    path("news/", public.news, name="news"),
    path("news/feed/", public.feed, name="feed"),
    path("news/<slug:slug>/", public.news_item, name="news_item"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("accessibility/barrier/", barrier.report, name="barrier"),
    path("accessibility/barrier/<str:token>/", barrier.reported, name="barrier_reported"),
    path("join/", card.apply, name="card"),
    path("join/<str:token>/", card.applied, name="card_applied"),
    path("documents/", documents.documents, name="documents"),
    path("documents/<uuid:public_id>/<uuid:file_id>/", documents.document_file, name="document_file"),
    path("privacy/", public.privacy, name="privacy"),
    # Last: whatever is no address of the system may be a page that staff wrote.
    path("<slug:slug>/", written.page, name="page"),
]
