"""Addresses of the import. No name of a file or of a person is ever part of one."""

from django.urls import path, re_path

from oseredok.library.people.imports import views

app_name = "imports"

urlpatterns = [
    path("", views.batches, name="batches"),
    path("<uuid:public_id>/columns/", views.set_up, name="set_up"),
    path("<uuid:public_id>/", views.batch, name="batch"),
    path("<uuid:public_id>/report/", views.report_file, name="report"),
    re_path(r"^(?P<public_id>[0-9a-f-]{36})/(?P<what>start|undo|again|delete)/$", views.verb, name="verb"),
]
