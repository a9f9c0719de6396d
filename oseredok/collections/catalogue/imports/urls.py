"""Addresses of the import. No name of a file is ever part of one."""

from django.urls import path, re_path

from oseredok.collections.catalogue.imports import views

app_name = "catalogue_imports"

urlpatterns = [
    path("", views.batches, name="batches"),
    path("<uuid:public_id>/reading/", views.set_up, name="set_up"),
    path("<uuid:public_id>/", views.batch, name="batch"),
    path("<uuid:public_id>/findings/", views.findings, name="findings"),
    path("<uuid:public_id>/rejected/", views.rejected, name="rejected"),
    path("<uuid:public_id>/follow/", views.follow, name="follow"),
    path("places/<int:origin_id>/", views.places, name="places"),
    path("feeds/<int:feed_id>/stop/", views.stop_feed, name="stop_feed"),
    re_path(r"^(?P<public_id>[0-9a-f-]{36})/(?P<what>start|undo|again|delete)/$", views.verb, name="verb"),
]
