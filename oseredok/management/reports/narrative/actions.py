"""Verbs of a report: begin it, copy it with new numbers, put it away, let it be signed, sign, publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.base.core.text import display_apostrophe, signature, tidy
from oseredok.library.documents.rules import next_number
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.reports.narrative import composing, photos, rules, shipped
from oseredok.management.reports.narrative.models import Block, Mark, Report

Places = Sequence[Library] | None


class Details(TypedDict):
    """What stands around the text."""

    title: str
    addressee: str


def place_ids(report: Report) -> list[int] | None:
    """Return the libraries that a report is about; None for the whole system."""
    return None if report.everywhere else [place.pk for place in report.places.all()]


@transaction.atomic
def begin_report(*, template: str, period: Period, places: Places, duty: Duty, now: datetime) -> Report:
    """Begin a report from a ready one. `places` None is the whole system.

    Raises:
        NotAllowed (`report-not-yours`), Invalid (`template-unknown`, `no-places`, `period-ahead`).
    """
    try:
        ready = shipped.template(template)
    except KeyError:
        raise Invalid(_("Такого зразка немає."), code="template-unknown", field="template") from None
    report = _new(template=template, period=period, places=places, duty=duty, now=now)
    for order, one in enumerate(ready.blocks):
        Block(
            report=report, kind=one.kind, order=order, title=str(one.title), text=str(one.text),
            codes=",".join(one.codes), view=one.view, changed_at=now, changed_by=duty.account,
        ).save()  # fmt: skip
    return report


@transaction.atomic
def copy_report(*, report: Report, period: Period, duty: Duty, now: datetime) -> Report:
    """Begin a report with the blocks and texts of this one; its numbers are of the period asked for.

    Photos and conclusions belong to their own period and go along only when it is the same.

    Raises like `begin_report`.
    """
    places = composing.places_of(report)
    new = _new(template=report.template, period=period, places=places, duty=duty, now=now)
    new.copied_from, new.addressee = report, report.addressee
    new.save()
    same = period == report.period
    kept = report.blocks.filter(removed_at__isnull=True)
    for order, block in enumerate(kept if same else kept.exclude(kind=Block.Kind.PHOTO)):
        copy = Block(
            report=new, kind=block.kind, order=order, title=block.title,
            text="" if block.kind == Block.Kind.CONCLUSIONS and not same else block.text,
            codes=block.codes, view=block.view, changed_at=now, changed_by=duty.account,
        )  # fmt: skip
        if block.photo:
            photos.put(copy, photos.read(block.photo.name or ""))
            copy.photo_alt, copy.people = block.photo_alt, block.people
            copy.agreed_on, copy.consent_kept = block.agreed_on, block.consent_kept
        copy.save()
    return new


def _new(*, template: str, period: Period, places: Places, duty: Duty, now: datetime) -> Report:
    if places is not None and not places:
        raise Invalid(_("Виберіть, про які бібліотеки звіт."), code="no-places", field="places")
    rules.check_can_write_of(duty, place_ids=None if places is None else [place.pk for place in places])
    if period.start > local_date(now):
        raise Invalid(_("Цей період ще не настав."), code="period-ahead", field="period")
    report = Report(
        template=template,
        title=composing.title_for(period, places),
        starts_on=period.start,
        ends_on=period.end,
        everywhere=places is None,
        created_at=now,
        created_by=duty.account,
        changed_at=now,
    )
    report.save()
    if places is not None:
        report.places.set(places)
    return report


@transaction.atomic
def set_details(*, report: Report, details: Details, duty: Duty, now: datetime) -> Report:
    """Change the heading and the addressee. Raises NotAllowed, Conflict, Invalid (`title-empty`)."""
    report = locked(report)
    rules.check_can_edit(report, duty, place_ids=place_ids(report))
    title = display_apostrophe(tidy(details["title"]))
    if not title:
        raise Invalid(_("Напишіть заголовок."), code="title-empty", field="title")
    report.title, report.addressee = title, display_apostrophe(tidy(details["addressee"]))
    report.changed_at = now
    report.save()
    return report


@transaction.atomic
def discard_report(*, report: Report, duty: Duty, now: datetime) -> Report:
    """Put a draft away; `bring_back` undoes it. Raises NotAllowed, Conflict."""
    report = locked(report)
    rules.check_can_edit(report, duty, place_ids=place_ids(report))
    report.discarded_at = now
    report.save()
    return report


@transaction.atomic
def bring_back(*, report: Report, duty: Duty) -> Report:
    """Take a draft out of those put away. Raises NotAllowed, Conflict (`not-discarded`)."""
    report = locked(report)
    rules.check_can_write_of(duty, place_ids=place_ids(report))
    if report.discarded_at is None:
        raise Conflict(_("Цієї чернетки не відкидали."), code="not-discarded")
    report.discarded_at = None
    report.save()
    return report


@transaction.atomic
def prepare_report(*, report: Report, duty: Duty, now: datetime) -> Report:
    """Give a finished report to be signed; it changes no more until it is returned.

    Raises:
        NotAllowed, Conflict (`period-not-over`, ...).
    """
    report = locked(report)
    rules.check_can_prepare(report, duty, place_ids=place_ids(report), today=local_date(now))
    report.state, report.changed_at = Report.State.PREPARED, now
    report.save()
    mark(report, Mark.What.PREPARED, duty, now=now)
    return report


@transaction.atomic
def give_back(*, report: Report, note: str, duty: Duty, now: datetime) -> Report:
    """Return a report that waits for a signature to those who write it, with a remark. Raises NotAllowed, Conflict."""
    report = locked(report)
    rules.check_can_give_back(report, duty, place_ids=place_ids(report))
    report.state, report.changed_at = Report.State.DRAFT, now
    report.save()
    mark(report, Mark.What.RETURNED, duty, now=now, note=display_apostrophe(tidy(note))[:500])
    return report


def mark(report: Report, what: Mark.What, duty: Duty, *, now: datetime, note: str = "") -> Mark:
    """Write a line into the log of signatures."""
    return Mark.objects.create(
        report=report,
        what=what,
        account=duty.account,
        name=signed_name(duty.account),
        position=position_of(duty),
        at=now,
        note=note,
    )


def signed_name(account: Account) -> str:
    """Return `Ольга ТКАЧЕНКО`, as papers are signed."""
    return signature(account.first_name, account.last_name) or account.username


def position_of(duty: Duty) -> str:
    """Return the position of who signs; the name of the role while the position was not written down."""
    names = duty.role_names
    return duty.account.position or (names[-1] if names else "")


def locked(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def number_suggested(*, year: int) -> str:
    """Return the number after the last report signed in the year."""
    return next_number(Report.objects.filter(dated__year=year).values_list("number", flat=True))


def check_number(report: Report, *, number: str, dated: date) -> None:
    """Raise Conflict when another signed report of that year has the number."""
    same = Report.objects.filter(number=number, dated__year=dated.year).exclude(pk=report.pk)
    if number and same.exists():
        sentence = _("Звіт із номером {number} за {year} рік уже є.")
        raise Conflict(sentence.format(number=number, year=dated.year), code="number-taken", field="number")
