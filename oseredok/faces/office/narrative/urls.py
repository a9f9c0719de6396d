"""Addresses of reports on the work of a period, under /office/reports/."""

from django.urls import path

from oseredok.faces.office.narrative import views, views_blocks

urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.new, name="new_report"),
    path("<uuid:public_id>/", views.report, name="report"),
    path("<uuid:public_id>/details/", views.details, name="report_details"),
    path("<uuid:public_id>/sign/", views.sign, name="sign_report"),
    path("<uuid:public_id>/copy/", views.copy, name="copy_report"),
    path("<uuid:public_id>/do/<slug:what>/", views.verb, name="report_verb"),
    path("<uuid:public_id>/report.<str:kind>", views.file, name="report_file"),
    path("<uuid:public_id>/add/", views_blocks.add, name="add_report_block"),
    path("<uuid:public_id>/blocks/<int:pk>/", views_blocks.block, name="report_block"),
    path("<uuid:public_id>/blocks/<int:pk>/photo/", views_blocks.put_photo, name="put_report_photo"),
    path("<uuid:public_id>/blocks/<int:pk>/photo.jpg", views_blocks.photo, name="report_photo"),
    path("<uuid:public_id>/blocks/<int:pk>/consent/", views_blocks.consent, name="report_consent"),
    path("<uuid:public_id>/blocks/<int:pk>/move/", views_blocks.move, name="move_report_block"),
    path("<uuid:public_id>/blocks/<int:pk>/remove/", views_blocks.remove, name="remove_report_block"),
    path("<uuid:public_id>/blocks/<int:pk>/former/<int:former_id>/", views_blocks.restore, name="restore_report_text"),
]
