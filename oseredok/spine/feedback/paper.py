"""Paper slips of a day typed in as one batch, and taken back whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from oseredok.base.core import clock
from oseredok.library.offer.models import ServiceKind
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.spine.feedback import keys, staff_rules
from oseredok.spine.feedback.actions import hour_of, reverse
from oseredok.spine.feedback.models import OutcomeAnswer, PaperBatch, Rating, Via, Wave


@transaction.atomic
def enter(
    *,
    place: Library,
    day: date,
    scores: Mapping[int, int],
    outcomes: Mapping[tuple[str, bool], int] | None = None,
    kind: ServiceKind | None = None,
    staff: Account,
    key: str,
    now: datetime,
) -> PaperBatch:
    """Write a batch of slips down: score → how many, (outcome, yes) → how many. The same `key` enters once.

    Raises:
        Invalid: such a batch cannot be; the field tells which number (`staff_rules.check_paper`).
    """
    told = outcomes or {}
    staff_rules.check_paper(place=place, day=day, today=clock.local_date(now), scores=scores, outcomes=told)
    batch, is_new = PaperBatch.objects.get_or_create(
        key=keys.mark("paper", key),
        defaults={
            "place": place, "kind": kind, "day": day, "slips": sum(scores.values()), "entered_at": now, "entered_by": staff,
        },
    )  # fmt: skip
    if not is_new:
        return batch
    about = {
        "place": place, "kind": kind, "via": Via.PAPER, "local_date": day, "recorded_at": hour_of(now), "batch": batch,
    }  # fmt: skip
    for score, number in scores.items():
        if number:
            Rating.objects.create(**about, score=score, quantity=number, key=f"paper:{batch.pk}:{score}")
    for (outcome, yes), number in told.items():
        if number:
            mark = f"paper:{batch.pk}:{outcome}:{int(yes)}"
            OutcomeAnswer.objects.create(
                **about, wave=Wave.NOW, outcome=outcome, yes=yes, quantity=number, key=mark
            )  # fmt: skip
    return batch


@transaction.atomic
def take_back(*, batch: PaperBatch, reason: str, place: Library, staff: Account, now: datetime) -> PaperBatch:
    """Take a whole batch back: each of its rows gets one with the opposite sign, on the same day.

    Raises:
        Conflict: it is taken back already.
        Invalid: no reason.
        NotAllowed: it belongs to another library.
    """
    held = PaperBatch.objects.select_for_update().get(pk=batch.pk)
    staff_rules.check_belongs(held.place_id, places=[place])
    staff_rules.check_can_take_back(held, reason=reason)
    for rating in Rating.objects.filter(batch=held, reverses__isnull=True).order_by("pk"):
        reverse(fact=rating, reason=reason, now=now)
    for answer in OutcomeAnswer.objects.filter(batch=held, reverses__isnull=True).order_by("pk"):
        reverse(fact=answer, reason=reason, now=now)
    held.taken_back_at, held.taken_back_by, held.reason = now, staff, reason
    held.save(update_fields=["taken_back_at", "taken_back_by", "reason"])
    return held
