"""Verbs of what people say: rate, change one's mind, tell more. Of the person nothing is taken, so nothing is checked of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.library.offer.models import ServiceKind
from oseredok.library.places.models import Library
from oseredok.spine.feedback import follow_ups, keys, notices, rules
from oseredok.spine.feedback.models import Comment, OutcomeAnswer, Rating, Reason, Said, Via, Wave
from oseredok.spine.feedback.scale import Score

Fact = TypeVar("Fact", bound=Said)


@dataclass(frozen=True)
class Rated:
    """A rating, and whether it was made now: a key that is there already gives the first one as it is."""

    rating: Rating
    is_new: bool


def hour_of(now: datetime) -> datetime:
    """Return the hour that a moment is in: nearer than that no row tells when it was said."""
    return now.replace(minute=0, second=0, microsecond=0)


@transaction.atomic
def rate(
    *,
    place: Library,
    score: int,
    via: str,
    key: str,
    now: datetime,
    kind: ServiceKind | None = None,
    day: date | None = None,
) -> Rated:
    """Write one rating down; the same `key` (of a service, a link, an opened form) rates once.

    `day` is when it was said, if not now: a tablet that was without network knows.

    Raises:
        Invalid, Conflict: there can be no such rating (`rules.check_can_rate`).
    """
    today = clock.local_date(now)
    on = day or today
    rules.check_can_rate(place=place, score=score, day=on, today=today)
    rating = Rating(
        place=place,
        kind=kind,
        score=score,
        via=Via(via),
        local_date=on,
        recorded_at=hour_of(now),
        quantity=1,
        key=keys.mark("rating", key),
    )
    kept, is_new = _once(rating)
    if is_new and score <= Score.BAD:
        notices.tell_of_bad_rating(place=place, now=now)
    return Rated(kept, is_new)


@transaction.atomic
def change(*, rating: Rating, score: int, now: datetime) -> Rating:
    """Give another score instead of one just given: the first is taken back, on the same day. Once.

    Raises:
        Conflict: it was changed already, or is itself a reversal or a batch of slips.
        Invalid: no such score.
    """
    if score not in Score.values:
        raise Invalid(_("Оберіть одну з п’яти оцінок."), code="score-unclear", field="score")
    if rating.batch_id or rating.reverses_id or Rating.objects.filter(reverses=rating).exists():
        raise Conflict(_("Цю оцінку вже змінено. Дякуємо."), code="already-changed")
    reverse(fact=rating, reason=Reason.CHANGED, now=now)
    new = Rating(
        **shared(rating), score=score, quantity=1, recorded_at=hour_of(now), key=keys.mark("changed", rating.key)
    )
    kept, is_new = _once(new)
    if not is_new:
        raise Conflict(_("Цю оцінку вже змінено. Дякуємо."), code="already-changed")
    if score <= Score.BAD < rating.score:
        notices.tell_of_bad_rating(place=rating.place, now=now)
    return kept


@transaction.atomic
def tell_more(
    *,
    place: Library,
    via: str,
    key: str,
    now: datetime,
    kind: ServiceKind | None = None,
    outcomes: Mapping[str, bool] | None = None,
    comment: str = "",
    may_publish: bool = False,
    email: str = "",
    language: str = "uk",
    day: date | None = None,
    wave: str = Wave.NOW,
) -> bool:
    """Write down what somebody adds to a rating, each thing apart from the others; return whether there was anything.

    The same `key` tells once; an outcome that was answered already stays as it is.

    Raises:
        Invalid, Conflict: a comment too long, an outcome that nobody asks about, a day that cannot be, an address unclear.
    """
    told = outcomes or {}
    on = day or clock.local_date(now)
    rules.check_outcomes(told)
    rules.check_day(place=place, day=on, today=clock.local_date(now))
    for outcome, yes in told.items():
        answer = OutcomeAnswer(
            place=place,
            kind=kind,
            via=Via(via),
            local_date=on,
            recorded_at=hour_of(now),
            quantity=1,
            wave=Wave(wave),
            outcome=outcome,
            yes=yes,
            key=keys.mark(f"outcome.{outcome}", key),
        )
        _once(answer)
    if comment.strip():
        rules.check_comment(comment)
        _comment(
            Comment(place=place, kind=kind, via=Via(via), received_on=on, text=comment.strip(), may_publish=may_publish,
                    key=keys.mark("comment", key)), now
        )  # fmt: skip
    if email.strip():
        follow_ups.ask(email=email, place=place, kind=kind, language=language, now=now)
    return bool(told or comment.strip() or email.strip())


def reverse(*, fact: Fact, reason: str, now: datetime) -> Fact:
    """Take a row back by another one with the opposite sign and everything else the same; inside the caller's transaction."""
    own: dict[str, object] = {}
    if isinstance(fact, Rating):
        own = {"score": fact.score}
    elif isinstance(fact, OutcomeAnswer):
        own = {"wave": fact.wave, "outcome": fact.outcome, "yes": fact.yes}
    taken = type(fact)(
        **shared(fact),
        **own,
        batch=fact.batch,
        quantity=-fact.quantity,
        recorded_at=hour_of(now),
        reverses=fact,
        reason=reason,
        key=f"reversal:{fact.pk}",
    )
    taken.save(force_insert=True)
    return taken


def shared(fact: Said) -> dict[str, object]:
    """Return where, of what and on which day a row is."""
    return {"place_id": fact.place_id, "kind_id": fact.kind_id, "via": fact.via, "local_date": fact.local_date}


def _once(fact: Fact) -> tuple[Fact, bool]:
    """Save a row, or return the one that has its key already."""
    known = type(fact)._default_manager.filter(key=fact.key).first()
    if known is not None:
        return known, False
    try:
        # The savepoint keeps the caller's transaction usable when the same key was sent twice at once.
        with transaction.atomic():
            fact.save(force_insert=True)
    except IntegrityError:
        known = type(fact)._default_manager.filter(key=fact.key).first()
        if known is None:
            raise
        return known, False
    return fact, True


def _comment(comment: Comment, now: datetime) -> None:
    _kept, is_new = Comment.objects.get_or_create(
        key=comment.key,
        defaults={
            field.attname: getattr(comment, field.attname)
            for field in Comment._meta.concrete_fields
            if not field.primary_key and field.name != "key"
        },
    )
    if is_new:
        notices.tell_of_comment(place=comment.place, now=now)
