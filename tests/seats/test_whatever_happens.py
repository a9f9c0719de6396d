"""Book, sit, extend, move, cancel, miss, shut and open the doors in any order: what must hold always does."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from oseredok.base.core import clock
from oseredok.base.core.errors import DomainError
from oseredok.library.places import actions as places
from oseredok.library.places import hours
from oseredok.library.places.models import Closure, Room
from oseredok.services.seats import booking, closures, faults, layout, queue, sitting
from oseredok.services.seats.booking import Wish
from oseredok.services.seats.models import HOLDING, Fault, Hold, Kind, Seat, State, Waiting
from oseredok.services.seats.queue import Want
from oseredok.services.seats.settling import settle
from oseredok.services.seats.who import Who
from oseredok.spine.journal.models import Entry
from tests import world as worlds

MINUTE = timedelta(minutes=1)
BEGINNINGS = (
    clock.moment_at(date(2026, 10, 14), time(9)),  # an ordinary Wednesday
    datetime(2026, 10, 24, 23, 30, tzinfo=UTC),  # 2:30, half an hour before the hour that comes twice
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),  # 1:30, the clock is about to jump
    clock.moment_at(date(2026, 12, 31), time(20)),  # the last evening of a year
)
PEOPLE = (Who(nickname="Орися", phone="0671234567"), Who(email="ivan@example.com"), Who(nickname="Гість"))
picks = st.integers(0, 40)


class HallMachine(RuleBasedStateMachine):
    """A hall of three seats, open round the clock but for the last hour; time moves by whole minutes."""

    def __init__(self) -> None:
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()
        self.used: dict[int, int] = defaultdict(int)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize(beginning=st.sampled_from(BEGINNINGS))
    def open_the_doors(self, beginning: datetime) -> None:
        self.now = beginning
        self.world = worlds.build(now=beginning - timedelta(days=1))
        self.place = self.world.central
        week = {day: [(time(0), time(23))] for day in range(7)}
        places.set_weekly_hours(library=self.place, week=week, starts_on=date(2026, 1, 1))
        room = Room.objects.create(library=self.place, name="Зала", purpose="coworking", area=30)
        self.seats = [
            layout.add_seat(room=room, name=f"Місце {number}", kind=kind)
            for number, kind in enumerate((Kind.PC, Kind.LAPTOP, Kind.LAPTOP), 1)
        ]
        layout.set_rules(place=self.place, walk_in_percent=0, a_day=0, a_week=0, grace=10)

    # --- What people do -------------------------------------------------------------------------------
    @rule(halves=st.integers(0, 12), minutes=st.sampled_from([30, 60, 90]), who=st.sampled_from(PEOPLE),
          kind=st.sampled_from(["", "laptop"]))  # fmt: skip
    def book(self, halves: int, minutes: int, who: Who, kind: str) -> None:
        start = self.now - timedelta(minutes=self.now.minute % 30) + timedelta(minutes=30 * halves)
        with suppress(DomainError):
            booking.book(place=self.place, wish=Wish(start, minutes, kind), who=who, now=self.now)

    @rule(pick=picks, halves=st.integers(1, 8))
    def change(self, pick: int, halves: int) -> None:
        if hold := self._one(pick, State.BOOKED):
            start = self.now - timedelta(minutes=self.now.minute % 30) + timedelta(minutes=30 * halves)
            with suppress(DomainError):
                booking.change(hold=hold, wish=Wish(start, 60, hold.seat.kind), now=self.now)

    @rule(pick=picks)
    def cancel(self, pick: int) -> None:
        if hold := self._one(pick, State.BOOKED, State.OFFERED):
            with suppress(DomainError):
                booking.cancel(hold=hold, now=self.now)

    @rule(pick=picks)
    def check_in(self, pick: int) -> None:
        if hold := self._one(pick, State.BOOKED, State.OFFERED):
            with suppress(DomainError):
                sitting.check_in(hold=hold, now=self.now, staff=self.world.consultant)

    @rule(pick=picks, minutes=st.sampled_from([None, 15, 40, 120]))
    def walk_in(self, pick: int, minutes: int | None) -> None:
        with suppress(DomainError):
            sitting.walk_in(seat=self._seat(pick), who=Who(age_group="22_35"), minutes=minutes, now=self.now)

    @rule(pick=picks, by_staff=st.booleans())
    def extend(self, pick: int, by_staff: bool) -> None:
        if hold := self._one(pick, State.SEATED):
            with suppress(DomainError):
                sitting.extend(hold=hold, now=self.now, by_staff=by_staff)

    @rule(pick=picks, where=picks)
    def move(self, pick: int, where: int) -> None:
        if hold := self._one(pick, State.SEATED, State.BOOKED):
            with suppress(DomainError):
                sitting.move(hold=hold, seat=self._seat(where), now=self.now)

    @rule(pick=picks)
    def end(self, pick: int) -> None:
        if hold := self._one(pick, State.SEATED):
            with suppress(DomainError):
                sitting.end(hold=hold, now=self.now)

    @rule(span=st.sampled_from([60, 180]), who=st.sampled_from(PEOPLE))
    def wait(self, span: int, who: Who) -> None:
        want = Want(self.now, self.now + timedelta(minutes=span), 60)
        with suppress(DomainError):
            queue.join(place=self.place, want=want, who=who, now=self.now)

    @rule(accepts=st.booleans())
    def answer(self, accepts: bool) -> None:
        waiting = Waiting.objects.filter(state=Waiting.State.OFFERED).first()
        if waiting:
            with suppress(DomainError):
                (queue.accept if accepts else queue.leave)(waiting=waiting, now=self.now)

    # --- What happens to the library ------------------------------------------------------------------
    @rule(kind=st.sampled_from(["air_raid", "power_cut"]))
    def shut(self, kind: str) -> None:
        places.begin_closure(library=self.place, kind=kind, staff_name="Наталя К.", now=self.now)

    @rule()
    def reopen(self) -> None:
        closure = Closure.objects.filter(library=self.place, ended_at__isnull=True).first()
        if closure:
            places.end_closure(closure=closure, staff_name="Наталя К.", now=self.now)

    @rule(pick=picks)
    def break_a_seat(self, pick: int) -> None:
        with suppress(DomainError):
            faults.report(seat=self._seat(pick), reason="Не вмикається", staff_name="Наталя К.", now=self.now)

    @rule()
    def mend(self) -> None:
        if fault := Fault.objects.filter(fixed_at__isnull=True).first():
            faults.fix(fault=fault, staff_name="Наталя К.", now=self.now)

    @rule()
    def hours_change(self) -> None:
        closures.fit_to_hours(self.place, clock.local_date(self.now), self.now)

    @rule(minutes=st.integers(1, 45), worker_runs=st.booleans())
    def time_passes(self, minutes: int, worker_runs: bool) -> None:
        for _minute in range(minutes):
            self._count_this_minute()
            self.now += MINUTE
            if worker_runs:
                settle(self.place, now=self.now)

    # --- What must hold -------------------------------------------------------------------------------
    @invariant()
    def nobody_shares_a_seat(self) -> None:
        rows = Hold.objects.filter(state__in=HOLDING).order_by("seat", "starts_at", "ends_at")
        before: Hold | None = None
        for hold in rows:
            if hold.starts_at == hold.ends_at:
                continue
            if before is not None and before.seat_id == hold.seat_id:
                assert before.ends_at <= hold.starts_at
            before = hold

    @invariant()
    def nothing_is_outside_opening_hours(self) -> None:
        if not hasattr(self, "place"):
            return
        schedule = hours.load(self.place)
        for hold in Hold.objects.filter(state__in=HOLDING):
            spans = schedule.planned(clock.local_date(hold.starts_at))
            assert any(one.opens_at <= hold.starts_at and hold.ends_at <= one.closes_at for one in spans), hold

    @invariant()
    def every_minute_of_a_session_is_counted_once(self) -> None:
        entries = {one.subject_id: one for one in Entry.objects.filter(kind__code="coworking_seat")}
        ended = list(Hold.objects.filter(state=State.ENDED))
        assert len(entries) == len(ended) == Entry.objects.filter(kind__code="coworking_seat").count()
        for hold in ended:
            assert entries[str(hold.public_id)].minutes == self.used[hold.pk], hold

    @invariant()
    def nobody_waits_with_a_seat_in_hand_or_holds_an_offer_alone(self) -> None:
        for waiting in Waiting.objects.filter(state=Waiting.State.OFFERED).select_related("hold"):
            assert waiting.hold is not None
            assert waiting.hold.state == State.OFFERED
        assert not Hold.objects.filter(state=State.OFFERED, waiting__isnull=True).exists()

    def _count_this_minute(self) -> None:
        shut = Closure.objects.filter(library=self.place, ended_at__isnull=True)
        if any(clock.local_date(one.started_at) == clock.local_date(self.now) for one in shut):
            return
        for hold in Hold.objects.filter(state=State.SEATED, paused_at__isnull=True, ends_at__gt=self.now):
            self.used[hold.pk] += 1

    def _one(self, pick: int, *states: str) -> Hold | None:
        found = list(Hold.objects.filter(state__in=states).select_related("seat__room", "place").order_by("pk"))
        return found[pick % len(found)] if found else None

    def _seat(self, pick: int) -> Seat:
        return self.seats[pick % len(self.seats)]


@pytest.mark.django_db
def test_whatever_happens_in_a_hall() -> None:
    run_state_machine_as_test(
        HallMachine,
        settings=settings(
            max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
