"""Verbs of a seat's computer: ask to be paired, be paired by staff, be unpaired; open a session on it, leave it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.library.people.models import Reader
from oseredok.services.seats import rows, rules, sitting
from oseredok.services.seats.models import Hold, Seat, State
from oseredok.services.seats.stations import queries, signing_in
from oseredok.services.seats.stations.models import Station
from oseredok.services.seats.who import Who

PAIRING_LIVES = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)

# Signs that look the same in both alphabets and like nothing else: whoever types them need not look at the layout.
_ALPHABET = "ACEHKMPTX23456789"
_CYRILLIC = str.maketrans("АСЕНКМРТХ", "ACEHKMPTX")


@transaction.atomic
def ask(*, now: datetime) -> tuple[Station, str]:
    """Begin to pair a computer: return its row with the code for the screen, and the token that its browser keeps.

    What nobody confirmed in a quarter of an hour is forgotten. The page limits how often it asks.
    """
    Station.objects.filter(paired_at__isnull=True, asked_at__lte=now - PAIRING_LIVES).delete()
    token = secrets.token_urlsafe(32)
    return Station.objects.create(token_mark=queries.token_mark(token), code=_new_code(), asked_at=now), token


@transaction.atomic
def confirm(*, code: str, seat: Seat, name: str = "", now: datetime) -> Station:
    """Pair the computer that shows `code` to a seat. An empty `name` is the seat's.

    Raises Invalid (`code-unclear`, `unknown-code`, `name-long`), Conflict (`seat-has-one`, `seat-retired`), each with
    its field.
    """
    rules.check_in_use(seat, now=now)
    name = display_apostrophe(tidy(name)) or seat.name
    if len(name) > 40:
        raise Invalid(_("Назва задовга: вистачить сорока літер."), code="name-long", field="name")
    asking = (
        Station.objects.select_for_update()
        .order_by()
        .filter(code=_clean(code), paired_at__isnull=True, asked_at__gt=now - PAIRING_LIVES)
    )
    station = asking.first()
    if station is None:
        raise Invalid(
            _("Такого коду зараз немає на жодному екрані. Перевірте шість знаків: за чверть години код змінюється."),
            code="unknown-code",
            field="code",
        )
    other = queries.of_seat(seat)
    if other is not None:
        raise _has_one(seat, other.name)
    station.seat, station.name, station.code, station.paired_at, station.last_seen_at = seat, name, "", now, now
    try:
        with transaction.atomic():
            station.save()
    except IntegrityError:  # another librarian was faster
        raise _has_one(seat, seat.name) from None
    return station


@transaction.atomic
def revoke(*, station: Station, now: datetime) -> Station:
    """Unpair a computer: its token opens nothing from now on, its screen shows a new code. Twice is no error."""
    station = Station.objects.select_for_update(of=("self",)).select_related("seat__room").get(pk=station.pk)
    if station.revoked_at is None:
        station.revoked_at, station.hold = now, None
        station.save(update_fields=["revoked_at", "hold"])
    return station


def seen(*, station: Station, now: datetime) -> None:
    """Note that the computer is there, once a minute; past the log of changes, which is of what people do."""
    if station.last_seen_at is None or now - station.last_seen_at >= SEEN_EVERY:
        Station.objects.filter(pk=station.pk).update(last_seen_at=now)


@transaction.atomic
def begin(*, station: Station, hold: Hold, now: datetime) -> Hold:
    """Open a session on the computer of its seat; a booking is sat down by first. Twice is no error.

    Raises Conflict as `sitting.check_in`; (`other-seat`): it is at another seat by now.
    """
    hold = rows.locked(hold)
    signing_in.check_is_here(station, hold)
    if hold.state != State.SEATED:
        hold = sitting.check_in(hold=hold, now=now)
    _open(station, hold)
    return hold


@transaction.atomic
def begin_without_booking(*, station: Station, reader: Reader, key: UUID, now: datetime) -> Hold:
    """Sit a reader down who has no booking. Raises as `signing_in.minutes_for` and `sitting.walk_in`."""
    seat = signing_in.seat_of(station)
    known = rows.made_before(key, place=seat.room.library)
    if known is not None:
        return known
    minutes = signing_in.minutes_for(seat, reader, now=now)
    hold = sitting.walk_in(
        seat=seat,
        who=Who(reader=reader, age_group=signing_in.age_of(reader, now=now)),
        minutes=minutes,
        now=now,
        way=Hold.Way.KIOSK,
        key=key,
    )
    _open(station, hold)
    return hold


@transaction.atomic
def leave(*, station: Station, hold: Hold, now: datetime, at: datetime | None = None) -> Hold:
    """End a session from its computer; `at` is when, if the computer had no network then. Twice is no error.

    What staff have done meanwhile stands: a session that they ended or moved is left as it is, unless the person left
    before the move. Raises Conflict: nobody ever sat there; (`other-seat`): this is not a session of this computer.
    """
    hold = rows.locked(hold)
    was_here = station.hold_id == hold.pk
    if hold.seat_id != station.seat_id:
        if not was_here:
            raise Conflict(_("Цей сеанс не на цьому комп’ютері."), code="other-seat")
        if at is None or at >= hold.starts_at:
            return hold
    if hold.state == State.CANCELLED:  # staff took the seat back as given by mistake
        return hold
    at = min(at or now, now)
    ended = sitting.end_at(hold=hold, at=at, now=now)
    if was_here:
        Station.objects.filter(pk=station.pk, left_at__isnull=True).update(left_at=at)
    return ended


def ready(*, station: Station) -> None:
    """Say that the person has left the screen of the end: it is ready for the next one."""
    Station.objects.filter(pk=station.pk).exclude(hold__state=State.SEATED).update(hold=None, left_at=None)


def _open(station: Station, hold: Hold) -> None:
    Station.objects.filter(pk=station.pk).update(hold=hold, left_at=None)


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _place in range(6))
        if not Station.objects.filter(code=code).exists():
            return code


def _clean(typed: str) -> str:
    code = "".join(typed.split()).replace("-", "").upper().translate(_CYRILLIC)
    if len(code) != 6 or set(code) - set(_ALPHABET):
        raise Invalid(
            _("У коді шість знаків: цифри від 2 до 9 і літери. Перепишіть їх з екрана комп’ютера."),
            code="code-unclear",
            field="code",
        )
    return code


def _has_one(seat: Seat, name: str) -> Conflict:
    return Conflict(
        _("До місця «%(seat)s» уже приєднано комп’ютер «%(name)s». Спершу від’єднайте його.")
        % {"seat": seat.name, "name": name},
        code="seat-has-one",
        field="seat",
    )
