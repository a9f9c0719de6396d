"""What the hall tells the journal: sessions, people who came, no-shows, refusals, time that was lost."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from oseredok.base.core import clock
from oseredok.library.offer.models import Theme
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.library.privacy import queries as privacy
from oseredok.services.seats import timing
from oseredok.services.seats.models import Hold, Seat
from oseredok.spine.journal import actions as journal
from oseredok.spine.journal import arrivals
from oseredok.spine.journal.models import Channel

SUBJECT = "seats"
SCHEME = "seat_purpose"


def session(hold: Hold, *, now: datetime, staff: Account | None = None) -> None:
    """Count a session that is over, once whatever happens: one of the service, with its minutes at the seat."""
    if hold.seated_at is None or hold.ended_at is None:
        raise ValueError("a session is counted when it is over")
    journal.record(
        kind="coworking_seat",
        place=hold.place,
        occurred_at=hold.seated_at,
        now=now,
        staff=staff,
        channel=_channel(hold),
        age_group=hold.age_group,
        social_status=hold.reader.social_status if hold.reader else "",
        visitor=hold.reader,
        flags=privacy.flags_of(hold.reader, on=clock.local_date(now)),
        theme=_theme(hold.purpose),
        minutes=timing.minutes_used(hold, until=hold.ended_at),
        subject=(SUBJECT, str(hold.public_id)),
        key=f"seats:{hold.public_id}",
    )


def coming(hold: Hold, *, now: datetime, staff: Account | None) -> UUID | None:
    """Count that the person came, once a day; return the gesture to take it back by."""
    return arrivals.record(
        place=hold.place,
        now=now,
        key=_coming_key(hold, now),
        staff=staff,
        reader=hold.reader,
        age_group=hold.age_group,
        people=hold.people,
    )


def coming_back(hold: Hold, *, now: datetime, staff: Account) -> bool:
    """Take back the coming that was counted when this person sat down; return whether there was one to take back."""
    if hold.seated_at is None:
        return False
    return arrivals.take_back(place=hold.place, key=_coming_key(hold, now), since=hold.seated_at, now=now, staff=staff)


def _coming_key(hold: Hold, now: datetime) -> str:
    return f"seat-visit:{hold.place_id}:{clock.local_date(now)}:{hold.mark or hold.public_id}"


def no_show(hold: Hold, *, now: datetime) -> None:
    """Count a booking for which nobody came."""
    _fact("seat_no_show", hold, occurred_at=hold.starts_at, minutes=None, now=now)


def lost(hold: Hold, *, minutes: int, now: datetime) -> None:
    """Count minutes that an alarm, a power cut, a fault or changed hours took from somebody."""
    if minutes > 0:
        _fact(
            "seat_lost", hold, occurred_at=min(hold.starts_at, now), minutes=minutes, now=now, once=f":{now:%Y%m%d%H%M}"
        )


def refusal(
    *,
    place: Library,
    now: datetime,
    key: str,
    age_group: str = "",
    channel: str = Channel.WEB,
    staff: Account | None = None,
) -> None:
    """Count that somebody found no seat free; the same person's tries of one day have one `key`."""
    journal.record(
        kind="seat_refusal",
        place=place,
        occurred_at=now,
        now=now,
        staff=staff,
        channel=channel,
        age_group=age_group,
        key=f"seat-refusal:{place.pk}:{clock.local_date(now)}:{key}",
    )


def downtime(*, seat: Seat, place: Library, key: str, at: datetime, minutes: int, now: datetime) -> None:
    """Count the open minutes of one day for which a seat was out of order."""
    if minutes > 0:
        journal.record(
            kind="seat_downtime",
            place=place,
            occurred_at=at,
            now=now,
            channel=Channel.IN_PERSON,
            minutes=minutes,
            subject=(SUBJECT, str(seat.public_id)),
            key=key,
        )


def _fact(kind: str, hold: Hold, *, occurred_at: datetime, minutes: int | None, now: datetime, once: str = "") -> None:
    journal.record(
        kind=kind,
        place=hold.place,
        occurred_at=occurred_at,
        now=now,
        channel=_channel(hold),
        age_group=hold.age_group,
        minutes=minutes,
        subject=(SUBJECT, str(hold.public_id)),
        key=f"{kind}:{hold.public_id}{once}",
    )


def _channel(hold: Hold) -> str:
    return {Hold.Way.WEB: Channel.WEB, Hold.Way.QUEUE: Channel.WEB, Hold.Way.KIOSK: Channel.KIOSK}.get(
        Hold.Way(hold.way), Channel.IN_PERSON
    )


def _theme(purpose: str) -> Theme | None:
    return Theme.objects.filter(scheme=SCHEME, code=purpose, is_active=True).first() if purpose else None
