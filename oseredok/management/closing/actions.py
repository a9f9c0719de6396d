"""Verbs of a closing: prepared with its decision, exported as often as needed, cancelled. The rest is in modules beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.base.jobs import progress
from oseredok.base.jobs import queries as jobs
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.closing import export, rules, sealed
from oseredok.management.closing.models import Closing, Member, State


@transaction.atomic
def prepare(
    *,
    place: Library | None,
    decided_by: str,
    order_number: str,
    order_date: date,
    ground: str,
    planned_on: date,
    chair: str,
    members: Sequence[str],
    by: Account,
    now: datetime,
) -> Closing:
    """Write down the decision and the commission. Nothing else changes.

    Raises:
        NotAllowed: not the director.
        Invalid: what `rules.check_can_prepare` refuses; `too_many`, `named_twice`, `name_too_long`.
        Conflict (`closing_goes_on`): this place is being closed already.
    """
    rules.check_decides(by=by)
    rules.check_can_prepare(place=place, order_date=order_date, planned_on=planned_on, today=clock.local_date(now))
    names = _names(chair, members)
    try:
        with transaction.atomic():
            closing = Closing.objects.create(
                place=place,
                decided_by=Closing.DecidedBy(decided_by),
                order_number=tidy(order_number)[:40],
                order_date=order_date,
                ground=display_apostrophe(tidy(ground))[:300],
                planned_on=planned_on,
                made_at=now,
                made_by=by,
            )
    except IntegrityError as error:
        raise Conflict(_("Це закриття вже готують."), code="closing_goes_on", field="place") from error
    for order, name in enumerate(names):
        part = Member.Part.MEMBER if order else Member.Part.CHAIR
        Member.objects.create(closing=closing, part=part, name=name, order=order)
    return closing


@transaction.atomic
def move_day(*, closing: Closing, planned_on: date, by: Account, now: datetime) -> Closing:
    """Put the day of closing off, or bring it nearer, until the place is closed.

    Raises:
        NotAllowed; Conflict (`closing_state`); Invalid (`planned_before_order`, `planned_too_late`).
    """
    rules.check_decides(by=by)
    closing = _locked(closing)
    rules.check_can_go(closing=closing, to=State.CANCELLED)
    rules.check_planned_on(order_date=closing.order_date, planned_on=planned_on, today=clock.local_date(now))
    closing.planned_on = planned_on
    closing.save()
    return closing


@transaction.atomic
def order(*, closing: Closing, task: Any, title: str, args: Sequence[Any] = (), by: Account) -> UUID:
    """Order long work on a closing; return the id of its job. The same button pressed twice orders once.

    Raises:
        Conflict (`job_goes`): other work on this closing is not over.
    """
    closing = _locked(closing)
    going = jobs.seen(closing.job) if closing.job else None
    if going is not None and not going.is_over and going.task_id is not None:
        if going.title == title:
            return going.task_id
        raise Conflict(_("Зачекайте, доки закінчиться: {title}.").format(title=going.title), code="job_goes")
    job = progress.order(task, closing.pk, *args, title=title, by=by.short_name, by_id=by.pk)
    assert job.task_id is not None  # noqa: S101 - it was ordered this moment
    closing.job = job.task_id
    closing.save(update_fields=["job"])
    return job.task_id


def make_export(*, closing: Closing, now: datetime, tell: export.Tell = lambda doing, part: None) -> Closing:
    """Write the export and remember its hash. Not in one transaction: it is long, and others work meanwhile.

    Raises:
        Conflict (`closing_state`), BackupError.
    """
    rules.check_can_export(closing=closing)
    done = export.write(closing=closing, now=now, tell=tell)
    with transaction.atomic():
        closing = _locked(closing)
        try:
            rules.check_can_export(closing=closing)
        except Conflict:  # cancelled while it was being written
            export.path_of(closing).unlink(missing_ok=True)
            raise
        if closing.state == State.PREPARED:
            closing.state = State.EXPORTED
        closing.exported_at = now
        closing.export_sha256, closing.export_size, closing.export_rows = done.sha256, done.size, done.rows
        closing.save()
    return closing


@transaction.atomic
def cancel(*, closing: Closing, by: Account, now: datetime) -> Closing:
    """Give the closing up: the library works on, the export is deleted, the decision stays as history.

    Raises:
        NotAllowed, Conflict (`closing_state`).
    """
    rules.check_decides(by=by)
    closing = _locked(closing)
    rules.check_can_go(closing=closing, to=State.CANCELLED)
    closing.state = State.CANCELLED
    closing.save()
    transaction.on_commit(lambda: forget_files(closing))
    return closing


def forget_files(closing: Closing) -> None:
    """Delete what was exported and sealed for a closing that is given up."""
    export.path_of(closing).unlink(missing_ok=True)
    sealed.path_of(closing).unlink(missing_ok=True)


def _locked(closing: Closing) -> Closing:
    return Closing.objects.select_for_update(of=("self",)).select_related("place").get(pk=closing.pk)


def _names(chair: str, members: Sequence[str]) -> list[str]:
    named = [display_apostrophe(tidy(one)) for one in (chair, *members)]
    names = [name for name in named if name]
    if not named[0]:
        raise Invalid(_("Назвіть голову комісії."), code="chair_needed", field="chair")
    if len(names) > rules.MOST_MEMBERS:
        raise Invalid(
            _("Забагато людей: найбільше {most}.").format(most=rules.MOST_MEMBERS), code="too_many", field="members"
        )
    if len({name.casefold() for name in names}) < len(names):
        raise Invalid(_("Одну людину названо двічі."), code="named_twice", field="members")
    if any(len(name) > 160 for name in names):
        raise Invalid(_("Один рядок — одна людина, до 160 знаків."), code="name_too_long", field="members")
    return names
