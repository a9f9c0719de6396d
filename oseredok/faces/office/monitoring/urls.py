"""Addresses of the monitoring in the office."""

from django.urls import path

from oseredok.faces.office.monitoring import decision_views, end_views, views

urlpatterns = [
    path("monitoring/", views.monitorings, name="monitorings"),
    path("monitoring/new/", views.new, name="new_monitoring"),
    path("monitoring/<uuid:key>/", views.monitoring, name="monitoring"),
    path("monitoring/<uuid:key>/freeze/", views.freeze, name="monitoring_freeze"),
    path("monitoring/<uuid:key>/later/", views.later, name="monitoring_later"),
    path("monitoring/<uuid:key>/words/", views.words, name="monitoring_words"),
    path("monitoring/<uuid:key>/words/<str:code>/", views.restore, name="monitoring_restore"),
    path("monitoring/<uuid:key>/before/", decision_views.before, name="monitoring_before"),
    path("monitoring/<uuid:key>/before/<int:pk>/", decision_views.check, name="monitoring_check"),
    path("monitoring/<uuid:key>/conclusions/", decision_views.conclusions, name="monitoring_conclusions"),
    path("monitoring/<uuid:key>/decisions/", decision_views.decide, name="monitoring_decide"),
    path("monitoring/<uuid:key>/decisions/<int:pk>/", decision_views.take_back, name="monitoring_take_back"),
    path("monitoring/<uuid:key>/approve/", end_views.approve, name="monitoring_approve"),
    path("monitoring/<uuid:key>/draft/", end_views.back_to_draft, name="monitoring_back"),
    path("monitoring/<uuid:key>/files/", end_views.make_files, name="monitoring_make_files"),
    path("monitoring/<uuid:key>/publish/", end_views.publish, name="monitoring_publish"),
    path("monitoring/<uuid:key>/withdraw/", end_views.withdraw, name="monitoring_withdraw"),
    path("monitoring/<uuid:key>/monitoring.<str:kind>", end_views.file, name="monitoring_file"),
]
