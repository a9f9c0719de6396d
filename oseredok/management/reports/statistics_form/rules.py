"""Who may do what with the form and with what is filled in. Pure."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role
from oseredok.management.reports.statistics_form.models import FormVersion, Report

EDITORS = (Role.DIRECTOR, Role.METHODIST, Role.ADMINISTRATOR)
"""Who keeps the form itself: its sections, lines, formulas."""
CONFIRMERS = (Role.DIRECTOR, Role.METHODIST)
FILLERS = (Role.BRANCH_LIBRARIAN, Role.HEAD, Role.METHODIST, Role.DIRECTOR)
"""Who writes numbers of a library where the role is held; of the whole system: only by a role in the whole system."""
SIGNERS = (Role.HEAD, Role.DIRECTOR)
WHOLE_SIGNERS = (Role.DIRECTOR,)
EARLIEST_YEAR = 2000


def can_fill(duty: Duty, *, place_id: int | None) -> bool:
    return duty.holds(*FILLERS, at=place_id)


def check_can_fill(duty: Duty, *, place_id: int | None) -> None:
    """Raise NotAllowed for a library where nothing is held, and for the consolidated form without a role in the system."""
    if not can_fill(duty, place_id=place_id):
        raise NotAllowed(_("Дані цієї бібліотеки заповнюють її працівники, методист або директор."))


def can_sign(duty: Duty, *, place_id: int | None) -> bool:
    return duty.holds(*(SIGNERS if place_id else WHOLE_SIGNERS), at=place_id)


def check_can_sign(duty: Duty, *, place_id: int | None) -> None:
    if not can_sign(duty, place_id=place_id):
        raise NotAllowed(_("Підписує керівник бібліотеки або директор; зведені дані лише директор."))


def check_open(report: Report) -> None:
    """Raise Conflict for a report whose numbers do not change any more."""
    if report.is_signed:
        raise Conflict(_("Дані підписано: числа вже не змінюють."), code="signed")
    if not report.is_open:
        raise Conflict(_("Дані перевірено. Щоб змінити число, поверніть їх у чернетку."), code="checked")


def check_can_correct(report: Report, *, is_last: bool) -> None:
    """Raise Conflict for data that are not signed yet, or that a newer edition corrects already."""
    if not report.is_signed:
        raise Conflict(_("Ці дані ще не підписано: змініть їх, уточнення не потрібне."), code="not_signed")
    if not is_last:
        raise Conflict(_("Ці дані вже уточнюють. Відкрийте найновіші."), code="corrected")


def check_can_drop(report: Report) -> None:
    """Raise Conflict for anything but a correction that nobody has signed."""
    if not report.is_correction:
        raise Conflict(_("Скасувати можна лише уточнення."), code="not_correction")
    if report.is_signed:
        raise Conflict(_("Уточнення вже підписано: його не скасовують."), code="signed")


def check_state(report: Report, wanted: str) -> None:
    if report.state != wanted:
        raise Conflict(
            _("Дані вже в іншому стані: {state}. Оновіть сторінку.").format(state=report.get_state_display()),
            code="state",
        )


def check_year(year: int, *, today: date) -> None:
    """Raise Invalid for a year that has not begun or is out of memory."""
    if not EARLIEST_YEAR <= year <= today.year:
        raise Invalid(_("За цей рік звіту ще або вже не буває."), code="year", field="year")


def check_year_is_over(year: int, *, today: date) -> None:
    if today < date(year, 12, 31):
        raise Conflict(
            _("Рік ще триває: перевірити й підписати дані можна з 31 грудня {year} року.").format(year=year),
            code="year_runs",
        )


def check_may_change(version: FormVersion, *, is_used: bool) -> None:
    """Raise Conflict for a version that is not a draft any more: a copy of it is changed instead."""
    if is_used or version.state != FormVersion.State.DRAFT:
        raise Conflict(
            _("Ця версія вже діє або за нею заповнено дані: вона не змінюється. Зробіть копію й змінюйте її."),
            code="version_used",
        )
