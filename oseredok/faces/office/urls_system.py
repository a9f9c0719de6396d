"""Addresses of the pages about the system itself: its state, background jobs, copies, the log of changes."""

from django.urls import path

from oseredok.faces.office.views import backups, changes, closing_end, closings, jobs, system

urlpatterns = [
    path("changes/", changes.changes, name="changes"),
    path("changes/changes.csv", changes.export, name="changes_file"),
    path("system/", system.system, name="system"),
    path("backups/", backups.backups, name="backups"),
    path("backups/now/", backups.back_up, name="back_up"),
    path("backups/password/", backups.password, name="backup_password"),
    path("backups/restore/", backups.instructions, name="restore_instructions"),
    path("backups/<uuid:key>/file/", backups.download, name="download_backup"),
    path("closings/", closings.closings, name="closings"),
    path("closings/new/", closings.new_closing, name="new_closing"),
    path("closings/<uuid:key>/", closings.closing, name="closing"),
    path("closings/<uuid:key>/export/", closings.export_closing, name="export_closing"),
    path("closings/<uuid:key>/file/", closings.download_closing, name="download_closing"),
    path("closings/<uuid:key>/cancel/", closings.cancel_closing, name="cancel_closing"),
    path("closings/<uuid:key>/day/", closings.closing_day, name="closing_day"),
    path("closings/<uuid:key>/data/", closing_end.data, name="closing_data"),
    path("closings/<uuid:key>/data/key/new/", closing_end.new_key, name="new_closing_key"),
    path("closings/<uuid:key>/data/key/", closing_end.passphrase, name="closing_key"),
    path("closings/<uuid:key>/data/seal/", closing_end.seal, name="seal_closing"),
    path("closings/<uuid:key>/data/file/", closing_end.download_sealed, name="download_sealed"),
    path("closings/<uuid:key>/data/handed/", closing_end.handed, name="closing_handed"),
    path("closings/<uuid:key>/data/erase/", closing_end.erase, name="erase_closing"),
    path("closings/<uuid:key>/last/", closing_end.last, name="last_check"),
    path("closings/<uuid:key>/back/", closing_end.reopen, name="reopen_closing"),
    path("closings/<uuid:key>/act/", closing_end.act_page, name="closing_act"),
    path("closings/<uuid:key>/act.pdf", closing_end.act_pdf, name="closing_act_pdf"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<uuid:task_id>/", jobs.job, name="job"),
    path("jobs/<uuid:task_id>/retry/", jobs.retry, name="retry_job"),
    path("jobs/<uuid:task_id>/cancel/", jobs.cancel, name="cancel_job"),
    path("jobs/<uuid:task_id>/dismiss/", jobs.dismiss, name="dismiss_job"),
]
