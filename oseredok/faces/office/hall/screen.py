"""What the pages of the hall show: which library, its seats by room, the rules in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.dates import WEEKDAYS_ON, WEEKDAYS_SHORT, day_and_month
from oseredok.base.core.periods import Period
from oseredok.base.core.text import counted
from oseredok.base.ui import charts
from oseredok.faces.office.audience import PLACES
from oseredok.library.people.access import StaffRequest
from oseredok.library.places.models import Library, Room
from oseredok.services.seats import board as boards
from oseredok.services.seats import heat, plan
from oseredok.services.seats import rules as words
from oseredok.services.seats.models import Fault, HallRules, Seat
from oseredok.services.seats.plan import Drawn

CROWDED_DAYS = 28


@dataclass(frozen=True)
class SeatRow:
    """A seat in the list, with the fault that goes on."""

    seat: Seat
    fault: Fault | None


@dataclass(frozen=True)
class RoomRows:
    """A room with its seats, and its plan as it is now when one is drawn."""

    room: Room
    rows: list[SeatRow]
    plan: Drawn | None


def place_of(request: StaffRequest, pk: int | None) -> Library:
    """Return a library that the person leads, the first one without `pk`. Raises Http404 for any other."""
    led = request.duty.places_of(*PLACES)
    if pk is None and led:
        return led[0]
    found = next((one for one in led if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def seat_of(request: StaffRequest, public_id: UUID) -> Seat:
    """Return a seat of a library that the person leads. Raises Http404."""
    found = Seat.objects.select_related("room__library__system").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    place_of(request, found.room.library_id)
    return found


def rooms_of(place: Library, *, now: datetime) -> tuple[list[RoomRows], list[Seat]]:
    """Return the seats in use by room, and those that were put away."""
    plans = plans_now(place, now=now)
    seats = list(Seat.objects.filter(room__library=place).select_related("room").order_by("room__name", "order", "pk"))
    faults = {one.seat_id: one for one in Fault.objects.filter(seat__in=seats, fixed_at__isnull=True)}
    found: dict[int, RoomRows] = {}
    for seat in seats:
        if seat.retired_on is None:
            rows = found.setdefault(seat.room_id, RoomRows(seat.room, [], plans.get(seat.room_id)))
            rows.rows.append(SeatRow(seat, faults.get(seat.pk)))
    return list(found.values()), [seat for seat in seats if seat.retired_on is not None]


def plans_now(place: Library, *, now: datetime) -> dict[int, Drawn]:
    """Return the drawn rooms by their key, each seat as it is now and leading to its page."""
    board = boards.board(place, now=now)
    marks = plan.now_marks(board, url=lambda tile: reverse("office:hall:seat", args=[tile.seat.public_id]))
    return {one.plan.room_id: one for one in plan.drawn(place, [tile.seat for tile in board.tiles], marks)}


def faults_of(place: Library, *, limit: int = 20) -> list[Fault]:
    """Return the latest faults of a library, those that go on first."""
    rows = Fault.objects.filter(seat__room__library=place).select_related("seat")
    return sorted(rows.order_by("-since")[:limit], key=lambda one: one.fixed_at is not None)


def crowding_of(place: Library, *, now: datetime) -> charts.Chart | None:
    """Draw when the hall was crowded in the last four weeks; None when nobody sat there."""
    today = clock.local_date(now)
    found = heat.crowding(place, period=Period.through(today - timedelta(days=CROWDED_DAYS - 1), today), now=now)
    cells = found.cells
    if not cells or found.since is None:
        return None
    busy = {(cell.weekday, cell.hour): cell.busy for cell in cells}
    weekdays, hours = sorted({one.weekday for one in cells}), sorted({one.hour for one in cells})
    most = max(cells, key=lambda cell: cell.busy)
    return charts.heat_map(
        title=_("Найтісніше %(day)s о %(hour)s:00") % {"day": WEEKDAYS_ON[most.weekday], "hour": most.hour},
        subtitle=_("Скільки місць зайнято в середньому за %(span)s. Тривог і вимкнень світла не рахуємо.")
        % {"span": _span((today - found.since).days + 1, since=found.since)},
        across=[str(hour) for hour in hours],
        down=[WEEKDAYS_SHORT[day] for day in weekdays],
        values=[[busy.get((day, hour), 0) for hour in hours] for day in weekdays],
    )


def _span(days: int, *, since: date) -> str:
    """Return `останні чотири тижні`, or how long people have sat here at all: `10 днів, з 6 жовтня`."""
    if days >= CROWDED_DAYS:
        return _("останні чотири тижні")
    number = counted(days, _("день"), _("дні"), _("днів"))
    return _("%(days)s, з %(since)s") % {"days": number, "since": day_and_month(since)}


def rules_in_words(rules: HallRules) -> list[str]:
    """Say the rules as a resident meets them, a sentence for each that is in force."""
    told = [
        _("За один раз місце дають на %(time)s.") % {"time": words.minutes_words(rules.longest)},
        _("Якщо людина спізниться, місце чекає %(time)s, потім дістається іншим.")
        % {"time": words.minutes_words(rules.grace)},
        _("Продовжити можна на %(time)s, поки ніхто не чекає і є ще вільне місце.")
        % {"time": words.minutes_words(rules.extension)},
        _("Бронювати можна за %(days)s наперед; хто не лишає телефону чи пошти, за %(short)s.")
        % {"days": _days(rules.horizon), "short": _days(min(rules.horizon, rules.horizon_unreached))},
        _("Місце з черги тримаємо %(time)s.") % {"time": words.minutes_words(rules.offer)},
    ]
    if rules.a_day:
        told.append(_("На день одна людина має %(time)s.") % {"time": words.minutes_words(rules.a_day)})
    if rules.a_week:
        number = counted(rules.a_week, _("бронь"), _("броні"), _("броней"))
        told.append(_("На тиждень одна людина має %(number)s.") % {"number": number})
    if rules.walk_in_percent:
        told.append(_("%(percent)s %% місць не бронюють: вони для тих, хто просто прийшов.")
                    % {"percent": rules.walk_in_percent})  # fmt: skip
    if rules.adult_under:
        told.append(_("Дітям до %(years)s років бронюють місце разом із дорослим.") % {"years": rules.adult_under})
    if not rules.booking_open:
        told.insert(0, _("Бронювання на сайті вимкнено: місця дають лише на стійці."))
    return told


def _days(number: int) -> str:
    return counted(number, _("день"), _("дні"), _("днів")) if number else _("той самий день")
