"""Who writes, reads and signs reports, and when. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.base.core.periods import Period
from oseredok.library.people.access import LEADERS, OFFICE, Duty
from oseredok.library.people.models import Role
from oseredok.management.reports.narrative.models import Block, Report

WRITERS = (Role.HEAD, Role.DIRECTOR, Role.METHODIST)
READERS = OFFICE
SIGNERS = LEADERS
MOST_BLOCKS = 60


def holds_all(duty: Duty, roles: Sequence[Role], place_ids: Sequence[int] | None) -> bool:
    """Whether one of the roles is held at every place; of the whole system when there is none."""
    if place_ids is None:
        return duty.holds(*roles, at=None)
    return bool(place_ids) and all(duty.holds(*roles, at=place) for place in place_ids)


def check_can_write_of(duty: Duty, *, place_ids: Sequence[int] | None) -> None:
    """Raise NotAllowed: the head writes of their own libraries, the director and the methodist of all."""
    if not holds_all(duty, WRITERS, place_ids):
        sentence = _("Звіт про всю систему чи інші бібліотеки складає директор або методист.")
        raise NotAllowed(sentence, code="report-not-yours", field="places")


def check_can_edit(report: Report, duty: Duty, *, place_ids: Sequence[int] | None) -> None:
    """Raise NotAllowed, or Conflict for what is signed, waits for a signature or was put away."""
    check_can_write_of(duty, place_ids=place_ids)
    if report.is_signed:
        raise Conflict(
            _("Звіт підписано. Він лишається таким назавжди; складіть новий за його зразком."), code="signed"
        )
    if report.discarded_at is not None:
        raise Conflict(_("Чернетку відкинуто. Спершу поверніть її."), code="report-discarded")
    if report.state == Report.State.PREPARED:
        raise Conflict(_("Звіт подано на підпис. Щоб змінити його, поверніть його в роботу."), code="report-prepared")


def check_can_prepare(report: Report, duty: Duty, *, place_ids: Sequence[int] | None, today: date) -> None:
    """Raise as `check_can_edit`; Conflict while the period runs."""
    check_can_edit(report, duty, place_ids=place_ids)
    check_period_over(report.period, today=today)


def check_can_give_back(report: Report, duty: Duty, *, place_ids: Sequence[int] | None) -> None:
    check_can_write_of(duty, place_ids=place_ids)
    if report.state != Report.State.PREPARED:
        raise Conflict(_("Цього звіту на підпис не подавали."), code="not-prepared")


def check_can_sign(report: Report, duty: Duty, *, place_ids: Sequence[int] | None, today: date) -> None:
    """Raise NotAllowed: the director signs any report, a head that of their own libraries; Conflict while it cannot be."""
    if not holds_all(duty, SIGNERS, place_ids):
        raise NotAllowed(_("Звіт підписує директор, а про свою бібліотеку її завідувач."), code="not-a-signer")
    if report.is_signed:
        raise Conflict(_("Звіт уже підписано."), code="signed")
    if report.discarded_at is not None:
        raise Conflict(_("Чернетку відкинуто. Спершу поверніть її."), code="report-discarded")
    check_period_over(report.period, today=today)


def check_period_over(period: Period, *, today: date) -> None:
    """Raise Conflict: the numbers of a running period are not the numbers of the period."""
    if today < period.end:
        sentence = _("Період ще триває, числа зростуть. Підписати можна з {day}")
        raise Conflict(sentence.format(day=date_words(period.end)), code="period-not-over")


def check_can_publish(report: Report, blocks: Sequence[Block], duty: Duty, *, place_ids: Sequence[int] | None) -> None:
    """Raise NotAllowed; Conflict for what is not signed, is on the site already or shows people who have not agreed."""
    if not holds_all(duty, SIGNERS, place_ids):
        raise NotAllowed(_("На сайт звіт ставить той, хто його підписує."), code="not-a-signer")
    if not report.is_signed:
        raise Conflict(_("Спершу підпишіть звіт."), code="not-signed")
    if report.published_id is not None:
        raise Conflict(_("Звіт уже на сайті."), code="already-published")
    for block in blocks:
        if block.photo and block.people == Block.People.UNKNOWN:
            sentence = _("На фото «{photo}» є люди, чиєї згоди немає: на сайт такий звіт ставити не можна.")
            raise Conflict(sentence.format(photo=block.photo_alt), code="photo-without-consent")


def check_consent(*, people: str, agreed_on: date | None, consent_kept: str, today: date) -> None:
    """Raise Invalid: an agreement without its day and without who keeps it proves nothing."""
    if people != Block.People.AGREED:
        return
    if agreed_on is None:
        raise Invalid(_("Вкажіть, коли люди погодилися."), code="consent-undated", field="agreed_on")
    if agreed_on > today:
        raise Invalid(_("Ця дата ще не настала."), code="consent-ahead", field="agreed_on")
    if not consent_kept:
        raise Invalid(_("Напишіть, хто зібрав згоди й де вони лежать."), code="consent-nowhere", field="consent_kept")


def refusal(check: Callable[..., None], *subjects: Any, **named: Any) -> str:
    """Return the sentence with which `check` refuses, or nothing: what a switched-off button says."""
    try:
        check(*subjects, **named)
    except DomainError as error:
        return error.message
    return ""
