"""Addresses of the pages about staff accounts and roles."""

from django.urls import path

from oseredok.faces.office.views import staff_accounts, staff_sign_in

urlpatterns = [
    path("staff/", staff_accounts.accounts, name="accounts"),
    path("staff/new/", staff_accounts.new_account, name="new_account"),
    path("staff/attempts/", staff_sign_in.failed_sign_ins, name="failed_sign_ins"),
    path("staff/roles/", staff_sign_in.role_changes, name="role_changes"),
    path("staff/<int:pk>/", staff_accounts.account, name="account"),
    path("staff/<int:pk>/correct/", staff_accounts.correct, name="correct_account"),
    path("staff/<int:pk>/role/", staff_accounts.give_role, name="give_role"),
    path("staff/<int:pk>/password/", staff_accounts.issue_password, name="issue_password"),
    path("staff/<int:pk>/second-step/", staff_sign_in.reset_second_step, name="reset_second_step"),
    path("staff/<int:pk>/sessions/", staff_sign_in.end_sessions, name="end_sessions"),
    path("staff/<int:pk>/free/", staff_sign_in.free, name="free_account"),
    path("staff/<int:pk>/unlink/", staff_sign_in.unlink, name="unlink_account"),
    path("staff/<int:pk>/off/", staff_sign_in.leave, name="deactivate_account"),
    path("staff/<int:pk>/on/", staff_accounts.restore, name="restore_account"),
    path("staff/role/<int:pk>/take/", staff_accounts.take_role, name="take_role"),
]
