"""Two people never hold one seat: the database itself refuses, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from oseredok.base.core.errors import Conflict
from oseredok.services.seats import guards
from oseredok.services.seats.models import HOLDING, Hold, Seat, State
from tests.seats.conftest import Hall


def _row(hall: Hall, seat: Seat, start: int, end: int, **more: object) -> Hold:
    state = more.pop("state", State.BOOKED)
    return Hold(
        place=hall.place, seat=seat, state=state, way="web", starts_at=hall.at(start), ends_at=hall.at(end),
        made_at=hall.now, **more,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_database_refuses_a_second_hold_whoever_writes_it(hall: Hall) -> None:
    _row(hall, hall.pc, 14, 16).save()
    for start, end in ((13, 15), (15, 17), (14, 16), (13, 17), (15, 16)):
        with pytest.raises(IntegrityError), transaction.atomic():
            _row(hall, hall.pc, start, end).save()
        with pytest.raises(IntegrityError), transaction.atomic():
            Hold.objects.bulk_create([_row(hall, hall.pc, start, end)])
    assert Hold.objects.count() == 1


@pytest.mark.django_db
def test_neighbours_other_seats_and_what_is_given_up_are_in_nobodys_way(hall: Hall) -> None:
    _row(hall, hall.pc, 14, 16).save()
    _row(hall, hall.pc, 16, 17).save()
    _row(hall, hall.pc, 13, 14).save()
    _row(hall, hall.laptops[0], 14, 16).save()
    for state in (State.CANCELLED, State.NO_SHOW, State.LAPSED, State.FREED):
        _row(hall, hall.pc, 14, 16, state=state).save()
    assert Hold.objects.count() == 8


@pytest.mark.django_db
def test_a_change_of_time_seat_or_state_is_refused_as_well(hall: Hall) -> None:
    _row(hall, hall.pc, 14, 16).save()
    later = _row(hall, hall.pc, 16, 17)
    later.save()
    other = _row(hall, hall.laptops[0], 15, 16)
    other.save()
    gone = _row(hall, hall.pc, 14, 15, state=State.CANCELLED)
    gone.save()
    for change in (
        lambda: Hold.objects.filter(pk=later.pk).update(starts_at=hall.at(15)),
        lambda: Hold.objects.filter(pk=other.pk).update(seat=hall.pc),
        lambda: Hold.objects.filter(pk=gone.pk).update(state=State.BOOKED),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    Hold.objects.filter(pk=later.pk).update(ends_at=hall.at(18))


@pytest.mark.django_db
def test_the_guard_stands_after_all_migrations_and_knows_every_state_that_keeps_a_seat() -> None:
    assert tuple(guards.HOLDING.strip("()").replace("'", "").split(", ")) == tuple(str(state) for state in HOLDING)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT conname FROM pg_constraint WHERE conname = %s", [guards.NAME])
            assert len(cursor.fetchall()) == 1
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [guards.TABLE])
            assert {row[0] for row in cursor.fetchall()} == {f"{guards.NAME}_insert", f"{guards.NAME}_update"}


@pytest.mark.django_db(transaction=True)
def test_twelve_people_at_once_get_what_there_is_and_the_rest_a_sentence(hall: Hall) -> None:
    begin = threading.Barrier(12)
    told: list[str] = []

    def one() -> None:
        try:
            begin.wait(30)
            try:
                hall.book(15, minutes=60)
                told.append("ok")
            except Conflict as refused:
                told.append(refused.code)
        finally:
            connection.close()

    _at_once(one, 12)
    held = Hold.objects.filter(state=State.BOOKED)
    assert sorted(told) == ["no-seat"] * 6 + ["ok"] * 6
    assert held.count() == len({hold.seat_id for hold in held}) == 6


def _at_once(work: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=work) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)


@pytest.mark.django_db
def test_a_booking_lost_between_the_look_and_the_write_takes_the_next_seat(hall: Hall) -> None:
    first = hall.book(15, kind="laptop")
    second = hall.book(15, kind="laptop")
    third = hall.book(15, kind="laptop")
    assert len({first.seat_id, second.seat_id, third.seat_id}) == 3
    with pytest.raises(Conflict, match="Найближчий вільний час 16:00") as refused:
        hall.book(15, kind="laptop")
    assert refused.value.code == "no-seat"
    assert timedelta(hours=1) == first.ends_at - first.starts_at
