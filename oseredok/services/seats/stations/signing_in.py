"""Who may begin at a computer: by the code of a booking or of the desk, or by the card and PIN. Nothing is written here.

Pages limit how often a code may be tried. A code that opens nothing is answered the same whatever the reason.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.models import Reader
from oseredok.library.people.queries import age_group_of
from oseredok.services.seats import booking, finding, rules, timing
from oseredok.services.seats import hall as halls
from oseredok.services.seats.models import Hold, Kind, Seat, State
from oseredok.services.seats.preferences import SIT_BY_CARD
from oseredok.services.seats.stations.models import Station
from oseredok.services.seats.who import Who


def seat_of(station: Station) -> Seat:
    """Return the seat of a computer. Raises Conflict (`not-paired`)."""
    if station.seat is None:
        raise Conflict(_("Цей комп’ютер ще не приєднано до місця."), code="not-paired")
    return station.seat


def by_code(station: Station, typed: str, *, now: datetime) -> Hold:
    """Return what a code opens here: a booking whose time has come, or a session that the desk has begun.

    Raises Invalid (`code-unclear`, `unknown-code`), field `code`; Conflict (`other-seat`, `other-library`) and as
    `rules.check_can_check_in`.
    """
    hold = finding.live(finding.six_digits(typed))
    if hold is None or timing.is_over(hold, now):
        raise Invalid(
            _("Такого коду немає або він уже не діє. Перевірте шість цифр чи запитайте на стійці."),
            code="unknown-code",
            field="code",
        )
    check_is_here(station, hold)
    if hold.state != State.SEATED:
        rules.check_can_check_in(hold, now=now)
    return hold


def by_card(station: Station, reader: Reader, *, now: datetime) -> Hold | None:
    """Return the reader's own booking or session of now; None: there is none, and the rules let them sit down here.

    Raises Conflict (`other-seat`): their place is another one; NotAllowed, Conflict as `minutes_for`.
    """
    soon = now + timedelta(minutes=rules.EARLY)
    own = Hold.objects.filter(reader=reader, state__in=[State.BOOKED, State.OFFERED, State.SEATED], starts_at__lte=soon)
    found = [one for one in own.select_related("seat__room", "place__system", "reader") if _is_now(one, now)]
    found.sort(key=lambda one: (one.seat_id != station.seat_id, one.starts_at))
    if found:
        check_is_here(station, found[0])
        return found[0]
    minutes_for(seat_of(station), reader, now=now)
    return None


def minutes_for(seat: Seat, reader: Reader, *, now: datetime) -> int:
    """Return for how many minutes a reader without a booking may sit down at once.

    Raises NotAllowed (`at-the-desk`, `needs-an-adult`), Conflict (`no-seat`, `shut`, `day-is-spent`).
    """
    if seat.kind == Kind.LAPTOP or not preferences.value(SIT_BY_CARD):
        raise NotAllowed(_("Без броні місце дає бібліотекар: підійдіть на стійку."), code="at-the-desk")
    rules.check_in_use(seat, now=now)
    day = halls.load(seat.room.library, clock.local_date(now), now=now)
    who = Who(reader=reader, age_group=age_of(reader, now=now))
    rules.check_sits_alone(day, who=who)
    rules.check_person(day, who=who, kind=seat.kind)
    used = booking.minutes_of_day(day, who=who)
    rules.check_fair(day, who=who, minutes=rules.SHORTEST, used_today=used, bookings_this_week=0)
    free = day.minutes_free(seat, timing.minute(now))
    if free <= 0:
        raise Conflict(_("Це місце зараз не вільне. Виберіть інше або підійдіть на стійку."), code="no-seat")
    limits = [free, day.longest(seat.kind) or free]
    if day.rules.a_day:
        limits.append(day.rules.a_day - used)
    return min(limits)


def age_of(reader: Reader, *, now: datetime) -> str:
    """Return the age group by the year of birth; empty when nobody has written it down."""
    return age_group_of(birth_year=reader.birth_year, on=clock.local_date(now)) if reader.birth_year else ""


def check_is_here(station: Station, hold: Hold) -> None:
    """Raises Conflict (`other-library`, `other-seat`): who has a booking is told where it is."""
    seat = seat_of(station)
    if hold.place_id != seat.room.library_id:
        raise Conflict(
            _("Ваше місце в іншій бібліотеці: %(place)s, %(seat)s.")
            % {"place": hold.place.short_name, "seat": hold.seat.name},
            code="other-library",
            field="code",
        )
    if hold.seat_id != seat.pk:
        raise Conflict(
            _("Ваше місце — %(seat)s. Сядьте там або попросіть бібліотекаря пересадити вас сюди.")
            % {"seat": hold.seat.name},
            code="other-seat",
            field="code",
        )


def _is_now(hold: Hold, now: datetime) -> bool:
    return not timing.is_over(hold, now) and (hold.state == State.SEATED or hold.ends_at > now)
