"""The demo's hall at any moment: people have sat, others have booked, a club meets, a laptop was mended, an alarm was met."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from oseredok.base.core import clock
from oseredok.demo import hall
from oseredok.library.places import actions as places
from oseredok.library.places import place_actions
from oseredok.library.places.models import Closure
from oseredok.services.seats.models import Fault, Hold, State
from oseredok.spine.journal.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db

MOMENTS = {
    "before the doors open": clock.moment_at(date(2026, 10, 14), time(8, 10)),
    "at night": clock.moment_at(date(2026, 10, 14), time(2, 30)),
    "a closed Sunday": clock.moment_at(date(2026, 10, 18), time(12)),
    "the clock changes": clock.moment_at(date(2026, 10, 25), time(3, 30)),
}


def live(world: World, now: datetime) -> None:
    place_actions.add_room(
        library=world.central, name="Коворкінг", purpose="coworking", area=Decimal(42), step_free=True
    )
    hall.live_in(place=world.central, staff=world.consultant, readers=[world.taras, world.daryna], now=now)


@pytest.mark.parametrize("moment", MOMENTS)
def test_at_any_moment_people_have_sat_and_others_have_booked(world: World, moment: str) -> None:
    now = MOMENTS[moment]
    live(world, now)
    ended = Hold.objects.filter(state=State.ENDED)
    assert 40 < ended.count() < 90
    assert Entry.objects.filter(kind__code="coworking_seat").count() == ended.count()
    assert not Hold.objects.filter(seated_at__gt=now).exists()
    assert not Entry.objects.filter(occurred_at__gt=now).exists()
    assert {clock.local_date(hold.starts_at).weekday() for hold in ended} <= {1, 2, 3, 4, 5}
    ahead = Hold.objects.filter(state=State.BOOKED, starts_at__gt=now, series=None)
    assert len({clock.local_date(hold.starts_at) for hold in ahead}) == 3
    assert Hold.objects.filter(state=State.BOOKED, starts_at__gt=now, series__isnull=False).count() > 5
    assert Fault.objects.get().fixed_at is not None
    downtime = Entry.objects.filter(kind__code="seat_downtime").order_by("occurred_at")
    assert [entry.minutes for entry in downtime] == [595, 300], "from 9:05 to 19:00, then from 9:00 to 14:00"


def test_an_alarm_of_those_days_stops_the_clocks(world: World) -> None:
    shut = clock.moment_at(date(2026, 10, 13), time(11))
    open_again = shut + timedelta(minutes=15)
    alarm = places.begin_closure(library=world.central, kind=Closure.Kind.AIR_RAID, staff_name="Наталя", now=shut)
    places.end_closure(closure=alarm, staff_name="Наталя", now=open_again)
    live(world, world.now)
    assert Hold.objects.filter(seated_at__range=(shut - timedelta(hours=2), shut), paused_minutes=15).exists()
    assert not Hold.objects.filter(seated_at__gte=shut, seated_at__lt=open_again).exists()
