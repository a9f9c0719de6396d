"""Addresses of the public site; the English ones are the same under /en/."""

from django.urls import include, path

from oseredok.faces.front.monitoring import views as monitoring
from oseredok.faces.front.printing import views as printing
from oseredok.faces.front.search import saved_views as saved
from oseredok.faces.front.search import views as search
from oseredok.faces.front.surveys import views as surveys
from oseredok.faces.front.views import barrier, card, documents, public, written
from oseredok.faces.front.wifi import views as wifi

app_name = "front"

urlpatterns = [
    path("", public.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/advanced/", search.advanced, name="search_advanced"),
    path("search/suggest/", search.suggest, name="search_suggest"),
    path("search/feed/", search.atom, name="search_atom"),
    path("search/feed.json", search.json_feed, name="search_json"),
    path("search/save/", saved.save, name="save_search"),
    path("search/saved/", saved.own, name="saved_searches"),
    path("search/saved/<uuid:public_id>/", saved.change, name="change_saved_search"),
    path("search/saved/by/<str:key>/", saved.by_key, name="saved_search"),
    path("search/saved/by/<str:key>/stop/", saved.stop, name="stop_saved_search"),
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
    path("catalogue/", include("oseredok.faces.front.catalogue.urls")),
    path("documents/", documents.documents, name="documents"),
    path("documents/<uuid:public_id>/<uuid:file_id>/", documents.document_file, name="document_file"),
    path("surveys/", surveys.listed, name="surveys"),
    path("survey/thanks/<str:token>/", surveys.thanks, name="survey_thanks"),
    path("survey/<slug:code>/", surveys.survey, name="survey"),
    path("print/", printing.send, name="print"),
    path("print/<uuid:public_id>/", printing.sent, name="print_file"),
    path("print/<uuid:public_id>/first.png", printing.first_page, name="print_first_page"),
    path("print/<uuid:public_id>/delete/", printing.withdraw, name="print_withdraw"),
    path("privacy/", public.privacy, name="privacy"),
    path("wifi/", wifi.wifi, name="wifi"),
    path("wifi/<uuid:public_id>/", wifi.code, name="wifi_code"),
    path("work/", include("oseredok.faces.front.work.urls")),
    path("monitoring/", monitoring.monitorings, name="monitorings"),
    path("monitoring/<uuid:key>/", monitoring.monitoring, name="monitoring"),
    path("monitoring/<uuid:key>/<str:kind>/", monitoring.file, name="monitoring_file"),
    # Last: whatever is no address of the system may be a page that staff wrote.
    path("<slug:slug>/", written.page, name="page"),
]
