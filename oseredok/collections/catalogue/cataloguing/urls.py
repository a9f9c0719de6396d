"""Addresses of cataloguing in the office."""

from django.urls import path, re_path

from oseredok.collections.catalogue.cataloguing import copy_views, views

app_name = "catalogue_new"

urlpatterns = [
    path("", views.start, name="start"),
    path("suggest/", views.suggest, name="suggest"),
    path("others/", views.others, name="others"),
    path("record/<int:pk>/", views.correct, name="correct"),
    path("record/<int:pk>/copies/", copy_views.copies, name="copies"),
    re_path(r"^record/(?P<pk>\d{1,18})/(?P<what>withdraw|restore)/$", views.verb, name="verb"),
    path("copy/<int:pk>/", copy_views.copy, name="copy"),
    path("copy/<int:pk>/remove/", copy_views.remove, name="remove"),
    path("<slug:kind>/", views.describe, name="describe"),
]
