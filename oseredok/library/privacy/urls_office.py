"""«Персональні дані» in the office."""

from django.urls import path

from oseredok.library.privacy.views import office, requests

app_name = "privacy_office"

urlpatterns = [
    path("", office.home, name="home"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.new_request, name="new_request"),
    path("requests/<uuid:public_id>/", requests.one_request, name="request"),
    path("requests/<uuid:public_id>/answer/", requests.answer_file, name="answer_file"),
    path("consents/", office.consents, name="consents"),
    path("consents/lacking/", office.lacking, name="lacking"),
    path("consents/<int:pk>/", office.consent_text, name="consent_text"),
    path("consents/write/<slug:purpose>/", office.write_text, name="write_text"),
    path("terms/", office.terms, name="terms"),
    path("register/", office.register, name="register"),
    path("register/file/", office.register_file, name="register_file"),
    path("register/<slug:code>/", office.activity, name="activity"),
    path("register/<slug:code>/retire/", office.retire, name="retire"),
    path("looks/", office.looks, name="looks"),
    path("looks/<int:pk>/", office.looks_of, name="looks_of"),
    path("incidents/", requests.incidents, name="incidents"),
    path("incidents/new/", requests.new_incident, name="new_incident"),
    path("incidents/<uuid:public_id>/", requests.incident, name="incident"),
    path("incidents/<uuid:public_id>/close/", requests.close, name="close_incident"),
]
