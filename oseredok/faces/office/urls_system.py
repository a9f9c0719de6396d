"""Addresses of the pages about the system itself: its state, background jobs."""

from django.urls import path

from oseredok.faces.office.views import jobs, system

urlpatterns = [
    path("system/", system.system, name="system"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:task_id>/", jobs.job, name="job"),
    path("jobs/<uuid:task_id>/retry/", jobs.retry, name="retry_job"),
    path("jobs/<uuid:task_id>/cancel/", jobs.cancel, name="cancel_job"),
    path("jobs/<uuid:task_id>/dismiss/", jobs.dismiss, name="dismiss_job"),
]
