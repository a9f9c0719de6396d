"""Addresses of the desk."""

from django.urls import path

from oseredok.faces.desk.views import applications, readers, registration, service, sheets, today

app_name = "desk"

urlpatterns = [
    path("", today.today, name="today"),
    path("live/", today.live, name="live"),
    path("visit/", today.visit, name="visit"),
    path("undo/<uuid:gesture>/", today.undo, name="undo"),
    path("correct/<uuid:gesture>/", today.correct, name="correct"),
    path("leave/", today.leave, name="leave"),
    path("closure/", today.begin_closure, name="begin_closure"),
    path("closure/end/", today.end_closure, name="end_closure"),
    path("shortcuts/", today.shortcuts, name="shortcuts"),
    path("understand/", service.understand, name="understand"),
    path("service/", service.service, name="service"),
    path("favourite/", service.favourite, name="favourite"),
    path("group/", sheets.group, name="group"),
    path("past/", sheets.past_day, name="past_day"),
    path("past/service/", service.past_service, name="past_service"),
    path("loans/", sheets.loans, name="loans"),
    path("reader/", readers.find, name="find_reader"),
    path("reader/visit/", readers.visit, name="reader_visit"),
    path("reader/new/", registration.register, name="register_reader"),
    path("reader/new/child/", registration.child, name="register_child"),
    path("reader/new/consent/", registration.consent, name="register_consent"),
    path("reader/applications/", applications.listed, name="applications"),
    path("reader/applications/class/", applications.class_code, name="class_code"),
    path("reader/applications/<uuid:public_id>/", applications.one, name="application"),
    path("reader/renew/", readers.renew, name="renew_reader"),
]
