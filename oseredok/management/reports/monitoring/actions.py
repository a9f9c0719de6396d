"""Verbs of a monitoring: start, freeze anew, write, approve, publish, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.periods import Period
from oseredok.base.core.text import signature, tidy, without_controls
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.reports.frozen.actions import freeze
from oseredok.management.reports.monitoring import choices, queries, rules, words
from oseredok.management.reports.monitoring.models import Monitoring, Note, State, Version
from oseredok.spine.journal import actions as journal

EVERYWHERE = "all"


@transaction.atomic
def start(
    *,
    period: Period,
    places: Sequence[Library] | None,
    codes: Sequence[str],
    close_period: bool,
    duty: Duty,
    now: datetime,
) -> Monitoring:
    """Freeze the numbers and begin a draft. `close_period` signs the period off in the journal, where it is not yet.

    Raises:
        NotAllowed (`monitoring-not-yours`); Invalid as `freeze`; Conflict (`monitoring-exists`).
    """
    rules.check_can_prepare(duty, places)
    scope = scope_of(places)
    if close_period:
        _close(period, places, staff=duty.account, now=now)
    snapshot = freeze(codes=choices.ordered(tuple(codes)), period=period, places=places, now=now)
    try:
        with transaction.atomic():
            monitoring = Monitoring.objects.create(
                starts_on=period.start,
                ends_on=period.end,
                scope=scope,
                snapshot=snapshot,
                made_at=now,
                made_by=duty.account,
            )
    except IntegrityError:
        raise Conflict(
            _("Моніторинг за цей період для цих бібліотек уже є."), code="monitoring-exists", field="period"
        ) from None
    monitoring.libraries.set(places or [])
    Version.objects.create(monitoring=monitoring, number=1, snapshot=snapshot, made_at=now, made_by=duty.account)
    words.write_anew(monitoring)
    return monitoring


def scope_of(places: Sequence[Library] | None) -> str:
    """Return the libraries as they tell one monitoring of a period from another."""
    return EVERYWHERE if places is None else ",".join(str(pk) for pk in sorted(place.pk for place in places))


def _close(period: Period, places: Sequence[Library] | None, *, staff: Account, now: datetime) -> None:
    for place in [None] if places is None else places:
        if not queries.is_closed(period=period, place=place):
            journal.close_period(place=place, period=period, staff=staff, now=now)


@transaction.atomic
def freeze_anew(*, monitoring: Monitoring, codes: Sequence[str], why: str, duty: Duty, now: datetime) -> Monitoring:
    """Take the numbers again, or other indicators, while it is a draft: a new version, the former one stays.

    Raises NotAllowed; Conflict (`monitoring-state`); Invalid (`no-reason`, and as `freeze`).
    """
    monitoring = taken(monitoring, duty=duty)
    rules.check_is_draft(monitoring)
    why = tidy(why)
    rules.check_reason(why, field="why")
    monitoring.snapshot = freeze(
        codes=choices.ordered(tuple(codes)), period=monitoring.period, places=queries.places_of(monitoring), now=now
    )
    monitoring.save()
    number = monitoring.versions.count() + 1
    Version.objects.create(
        monitoring=monitoring, number=number, snapshot=monitoring.snapshot, why=why, made_at=now, made_by=duty.account
    )
    words.write_anew(monitoring)
    return monitoring


@transaction.atomic
def write_notes(*, monitoring: Monitoring, texts: dict[str, tuple[str, str]], duty: Duty) -> int:
    """Keep what the head made of the sentences: code → text and reason. Return how many changed.

    An empty text leaves the sentence out. Raises NotAllowed; Conflict (`monitoring-state`); Invalid (`too-long`).
    """
    monitoring = taken(monitoring, duty=duty)
    rules.check_is_draft(monitoring)
    changed = 0
    for note in monitoring.notes.filter(code__in=texts):
        text, why = (_clean(part) for part in texts[note.code])
        rules.check_words(text, field=f"text-{note.code}", most=4000)
        rules.check_words(why, field=f"why-{note.code}", most=300)
        if (note.text, note.why) == (text, tidy(why)):
            continue
        note.text, note.why, note.stale = text, tidy(why), False
        note.save()
        changed += 1
    return changed


@transaction.atomic
def restore_note(*, note: Note, duty: Duty) -> Note:
    """Put the program's own sentence back. Raises NotAllowed; Conflict (`monitoring-state`)."""
    rules.check_is_draft(taken(note.monitoring, duty=duty))
    note.text, note.stale = note.original, False
    note.save()
    return note


@transaction.atomic
def conclude(*, monitoring: Monitoring, conclusions: str, nothing_to_decide: bool, duty: Duty) -> Monitoring:
    """Write the conclusions. Raises NotAllowed; Conflict (`monitoring-state`); Invalid (`too-long`)."""
    monitoring = taken(monitoring, duty=duty)
    rules.check_is_draft(monitoring)
    conclusions = _clean(conclusions)
    rules.check_words(conclusions, field="conclusions")
    monitoring.conclusions, monitoring.nothing_to_decide = conclusions, nothing_to_decide
    monitoring.save()
    return monitoring


# --- Approving and publishing -------------------------------------------------------------------------


@transaction.atomic
def approve(
    *, monitoring: Monitoring, order_number: str, order_date: date, position: str, duty: Duty, now: datetime
) -> Monitoring:
    """Approve: from now on nothing in it changes. Only the director, by an order.

    Raises:
        NotAllowed (`not-the-director`); Conflict (`monitoring-state`, `monitoring-incomplete`); Invalid (the order).
    """
    monitoring = locked(monitoring)
    rules.check_can_approve(duty, queries.places_of(monitoring))
    rules.check_can_go(monitoring, to=State.APPROVED)
    number, position = tidy(order_number), tidy(position)
    rules.check_order(number=number, dated=order_date, period_end=monitoring.ends_on, today=local_date(now))
    if not position:
        raise Invalid(_("Напишіть посаду того, хто затверджує."), code="no-position", field="position")
    if missing := queries.missing(monitoring):
        raise Conflict(missing[0].sentence, code="monitoring-incomplete")
    monitoring.snapshot.content  # noqa: B018 - proves the digest: nothing changed is approved
    account = duty.account
    monitoring.state = State.APPROVED
    monitoring.order_number, monitoring.order_date = number[:40], order_date
    monitoring.approver_position = position[:120]
    monitoring.approver_name = signature(account.first_name, account.last_name)
    monitoring.approved_at, monitoring.approved_by = now, account
    monitoring.save()
    return monitoring


@transaction.atomic
def back_to_draft(*, monitoring: Monitoring, duty: Duty) -> Monitoring:
    """Take the approval back before anything is published; the files made of it go. Raises NotAllowed; Conflict."""
    monitoring = locked(monitoring)
    rules.check_can_approve(duty, queries.places_of(monitoring))
    rules.check_can_go(monitoring, to=State.DRAFT)
    for output in monitoring.outputs.all():
        kept = output.file
        output.delete()
        transaction.on_commit(partial(kept.delete, save=False))
    monitoring.state = State.DRAFT
    monitoring.save()
    return monitoring


@transaction.atomic
def publish(*, monitoring: Monitoring, duty: Duty, now: datetime) -> Monitoring:
    """Put it on the site, where its address stays for ever.

    Raises NotAllowed; Conflict (`monitoring-state`, `outputs-not-made`).
    """
    monitoring = locked(monitoring)
    rules.check_can_approve(duty, queries.places_of(monitoring))
    rules.check_can_go(monitoring, to=State.PUBLISHED)
    if not queries.has_all_outputs(monitoring):
        raise Conflict(_("Файли ще не готові. Складіть їх і тоді оприлюднюйте."), code="outputs-not-made")
    monitoring.snapshot.content  # noqa: B018 - as in `approve`
    monitoring.state = State.PUBLISHED
    monitoring.published_at, monitoring.published_by = now, duty.account
    monitoring.save()
    return monitoring


@transaction.atomic
def withdraw(*, monitoring: Monitoring, why: str, duty: Duty, now: datetime) -> Monitoring:
    """Take it off the site: the address answers with the reason. Raises NotAllowed; Conflict; Invalid (`no-reason`)."""
    monitoring = locked(monitoring)
    rules.check_can_approve(duty, queries.places_of(monitoring))
    rules.check_can_go(monitoring, to=State.WITHDRAWN)
    why = tidy(why)
    rules.check_reason(why, field="why")
    monitoring.state, monitoring.withdrawn_why = State.WITHDRAWN, why
    monitoring.withdrawn_at, monitoring.withdrawn_by = now, duty.account
    monitoring.save()
    return monitoring


# --- Helpers ------------------------------------------------------------------------------------------


def locked(monitoring: Monitoring) -> Monitoring:
    """Return the row as it is now, held until the end of the transaction."""
    return Monitoring.objects.select_for_update(of=("self",)).select_related("snapshot").get(pk=monitoring.pk)


def taken(monitoring: Monitoring, *, duty: Duty) -> Monitoring:
    """Return the locked row for somebody who may write in it. Raises NotAllowed."""
    monitoring = locked(monitoring)
    rules.check_can_prepare(duty, queries.places_of(monitoring))
    return monitoring


def _clean(text: str) -> str:
    lines = without_controls(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
