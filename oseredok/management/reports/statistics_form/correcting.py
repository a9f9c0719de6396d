"""Verbs about corrections: begin an edition that corrects signed data, or give it up before anybody signs it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import tidy
from oseredok.library.people.access import Duty
from oseredok.management.reports.statistics_form import rules, standing
from oseredok.management.reports.statistics_form.counting import follow, latest_hand, recount
from oseredok.management.reports.statistics_form.models import Explanation, HandNumber, ReadNumber, Report

SHORTEST_WHY = 5


@transaction.atomic
def correct(*, report: Report, why: str, duty: Duty, now: datetime) -> Report:
    """Begin a correction of signed data: a draft with the same numbers, which people change from there.

    The indicators stand as they were read then; who wants the later entries of the journal reads them again. Numbers
    and explanations of people come along with their authors and days.

    Raises:
        NotAllowed: nothing is held there.
        Conflict (`not_signed`, `corrected`): nothing to correct, or a newer edition is there.
        Invalid (`no_why`): no reason.
    """
    rules.check_can_fill(duty, place_id=report.place_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("version").get(pk=report.pk)
    last = standing.latest(year=report.year, place=report.place_id)
    rules.check_can_correct(report, is_last=last == report)
    why = tidy(why)[:300]
    if len(why) < SHORTEST_WHY:
        raise Invalid(_("Напишіть, що й чому уточнюєте."), code="no_why", field="why")
    made = Report.objects.create(
        year=report.year,
        place_id=report.place_id,
        version=report.version,
        number=report.number + 1,
        corrects=report,
        why=why,
        made_at=now,
        made_by=duty.account,
        read_at=report.read_at,
    )
    _carry(report, made)
    recount(made)
    return made


def _carry(old: Report, new: Report) -> None:
    ReadNumber.objects.bulk_create(
        ReadNumber(report=new, code=one.code, number=one.number, is_silent=one.is_silent)
        for one in old.read_numbers.all()
    )
    HandNumber.objects.bulk_create(
        HandNumber(report=new, cell_id=cell, number=one.number, reason=one.reason, at=one.at, by=one.by)
        for cell, one in sorted(latest_hand(old).items())
    )
    Explanation.objects.bulk_create(
        Explanation(
            report=new, cell_id=one.cell_id, control_id=one.control_id, words=one.words, at=one.at, by_id=one.by_id
        )
        for one in old.explanations.order_by("pk")
    )


@transaction.atomic
def drop(*, report: Report, duty: Duty) -> Report:
    """Give a correction up: the draft is deleted, the signed data stand. Return them.

    Raises NotAllowed, Conflict (`not_correction`, `signed`).
    """
    rules.check_can_fill(duty, place_id=report.place_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("corrects").get(pk=report.pk)
    rules.check_can_drop(report)
    former = report.corrects
    assert former is not None  # noqa: S101 - the database asks for it
    report.delete()
    follow(former)
    return former
