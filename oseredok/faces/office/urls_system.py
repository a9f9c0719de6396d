"""Addresses of the pages about the system itself: its state, background jobs, copies, the log of changes."""

from django.urls import path

from oseredok.faces.office.views import backups, changes, jobs, system

urlpatterns = [
    path("changes/", changes.changes, name="changes"),
    path("changes/changes.csv", changes.export, name="changes_file"),
    path("system/", system.system, name="system"),
    path("backups/", backups.backups, name="backups"),
    path("backups/now/", backups.back_up, name="back_up"),
    path("backups/password/", backups.password, name="backup_password"),
    path("backups/restore/", backups.instructions, name="restore_instructions"),
    path("backups/<uuid:key>/file/", backups.download, name="download_backup"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:task_id>/", jobs.job, name="job"),
    path("jobs/<uuid:task_id>/retry/", jobs.retry, name="retry_job"),
    path("jobs/<uuid:task_id>/cancel/", jobs.cancel, name="cancel_job"),
    path("jobs/<uuid:task_id>/dismiss/", jobs.dismiss, name="dismiss_job"),
]
