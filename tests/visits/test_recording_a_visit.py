"""One coming is one visit: by tap, by card, by group; the same tap sent twice, the same card scanned twice."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.periods import Period
from oseredok.services.visits import actions as visits
from oseredok.services.visits import queries
from oseredok.services.visits.models import Visit
from oseredok.spine.journal import queries as journal
from oseredok.spine.journal import visitors
from oseredok.spine.journal.models import Entry, Reason
from tests.world import DAY, World, build


def counted(world: World) -> int:
    return journal.total(period=Period.day(DAY), places=[world.central], kinds=["visit"])


def tap(world: World, **more: object) -> visits.Recorded:
    return visits.record_visit(
        **{"place": world.central, "staff": world.consultant, "now": world.now, "age_group": "36_59", **more}  # type: ignore[arg-type]
    )


def test_a_tap_is_one_visit_and_one_person_in_the_building(world: World) -> None:
    recorded = tap(world)
    assert counted(world) == 1
    assert [entry.age_group for entry in recorded.entries] == ["36_59"]
    assert queries.people_in_building(place=world.central, on=DAY) == 1


def test_one_tap_sent_twice_counts_once(world: World) -> None:
    first = tap(world, key="0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
    again = tap(world, key="0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
    assert again.already
    assert again.entries == first.entries
    assert counted(world) == 1
    assert Visit.objects.count() == 1


def test_two_taps_count_twice(world: World) -> None:
    tap(world)
    tap(world)
    assert counted(world) == 2


def test_a_card_counts_once_a_day_and_again_tomorrow(world: World) -> None:
    first = tap(world, reader=world.taras)
    visits.leave(visit=first.visit, now=world.now + timedelta(minutes=5))  # type: ignore[arg-type]
    second = tap(world, reader=world.taras, now=world.now + timedelta(hours=1))
    assert second.already
    assert not second.entries
    assert counted(world) == 1
    assert queries.people_in_building(place=world.central, on=DAY) == 1, "the person is here again"
    tap(world, reader=world.taras, now=world.now + timedelta(days=1))
    assert Entry.objects.filter(kind__code="visit").count() == 2


def test_a_reader_is_counted_in_their_own_age_with_a_key_and_without_a_name(world: World) -> None:
    entry = tap(world, reader=world.daryna).entries[0]
    assert entry.age_group == "10_14"
    assert entry.visitor_key
    assert world.daryna.surname not in repr(vars(entry))


def test_a_card_is_counted_anew_after_its_visit_was_taken_back(world: World) -> None:
    first = tap(world, reader=world.taras)
    visits.undo(gesture=first.gesture, place=world.central, staff=world.consultant, now=world.now)
    assert not tap(world, reader=world.taras).already
    assert counted(world) == 1


def test_a_group_is_one_gesture_with_an_entry_for_each_age(world: World) -> None:
    recorded = visits.record_group(
        place=world.central,
        people={"0_14": 12, "36_59": 2, "60p": 0},
        staff=world.consultant,
        now=world.now,
        key="k" * 20,
    )
    assert counted(world) == 14
    assert len({entry.gesture for entry in recorded.entries}) == 1
    again = visits.record_group(
        place=world.central, people={"0_14": 12, "36_59": 2}, staff=world.consultant, now=world.now, key="k" * 20
    )
    assert again.already
    assert counted(world) == 14
    assert queries.people_in_building(place=world.central, on=DAY) == 14


@pytest.mark.parametrize(
    ("people", "code"), [({}, "empty_group"), ({"0_14": 501}, "group_size"), ({"0_14": -1}, "group_size")]
)
def test_a_group_of_nobody_or_of_too_many_is_refused(world: World, people: dict[str, int], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        visits.record_group(place=world.central, people=people, staff=world.consultant, now=world.now)
    assert refusal.value.code == code
    assert counted(world) == 0


def test_a_past_day_is_marked_and_nobody_of_it_is_in_the_building(world: World) -> None:
    past = world.now - timedelta(days=3)
    recorded = tap(world, occurred_at=past)
    assert recorded.entries[0].backfilled
    assert queries.people_in_building(place=world.central, on=past.date()) == 0


@pytest.mark.parametrize("shift", [timedelta(minutes=1), timedelta(days=-367)])
def test_the_future_and_the_long_past_are_refused(world: World, shift: timedelta) -> None:
    with pytest.raises(Invalid):
        tap(world, occurred_at=world.now + shift)
    assert counted(world) == 0


def test_undo_works_for_ten_minutes_once_and_only_at_its_place(world: World) -> None:
    recorded = tap(world)
    undo = {"gesture": recorded.gesture, "staff": world.consultant}
    with pytest.raises(Invalid):
        visits.undo(**undo, place=world.branch, now=world.now)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        visits.undo(**undo, place=world.central, now=world.now + timedelta(minutes=10, seconds=1))  # type: ignore[arg-type]
    assert counted(world) == 1
    visits.undo(**undo, place=world.central, now=world.now + timedelta(minutes=10))  # type: ignore[arg-type]
    assert counted(world) == 0
    assert queries.people_in_building(place=world.central, on=DAY) == 0
    with pytest.raises(Conflict):
        visits.undo(**undo, place=world.central, now=world.now)  # type: ignore[arg-type]


def test_later_a_reason_takes_it_back(world: World) -> None:
    recorded = tap(world)
    visits.correct(
        gesture=recorded.gesture,
        place=world.central,
        staff=world.head,
        now=world.now + timedelta(days=2),
        reason=Reason.DUPLICATE,
    )
    assert counted(world) == 0
    assert Entry.objects.count() == 2, "history keeps both"


def test_several_services_belong_to_one_visit(world: World) -> None:
    from oseredok.library.offer.queries import kind

    visit = tap(world, reader=world.taras).visit
    for code in ("wifi", "catalog_search"):
        visits.record_service(kind=kind(code), place=world.central, staff=world.consultant, now=world.now, visit=visit)
    services = Entry.objects.exclude(kind__code="visit")
    assert {entry.subject_id for entry in services} == {str(visit.public_id)}  # type: ignore[union-attr]
    assert {entry.age_group for entry in services} == {"36_59"}
    assert visitors.distinct_visitors(period=Period.day(DAY)) == 1


def test_the_tie_to_the_reader_is_cut_after_the_day(world: World) -> None:
    tap(world, reader=world.taras)
    assert visits.forget_readers(now=world.now) == 0, "today it is needed"
    assert visits.forget_readers(now=world.now + timedelta(days=1)) == 1
    visit = Visit.objects.get()
    assert visit.reader is None
    assert visit.left_at is not None
    assert counted(world) == 1


def test_registering_counts_the_reader_once_a_year(world: World) -> None:
    reader, _recorded = visits.register_reader(
        data={"surname": "Ґалаґан", "given_name": "Ївга", "birth_year": 1960},
        library=world.central,
        staff=world.consultant,
        now=world.now,
    )
    with pytest.raises(Conflict):
        visits.renew_registration(reader=reader, library=world.central, staff=world.consultant, now=world.now)
    next_year = world.now + timedelta(days=200)
    visits.renew_registration(reader=reader, library=world.central, staff=world.consultant, now=next_year)
    codes = Entry.objects.order_by("pk").values_list("kind__code", "age_group")
    assert list(codes) == [("user_new", "60_74"), ("user_reregistered", "60_74")]


@pytest.mark.django_db(transaction=True)
def test_two_desks_that_scan_one_card_at_once_record_one_visit() -> None:
    world = build()
    start = threading.Barrier(2)
    results: list[object] = []

    def scan() -> None:
        try:
            start.wait(timeout=120)
            results.append(tap(world, reader=world.taras))
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=scan) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    connection.close()
    assert all(isinstance(result, visits.Recorded) for result in results), results
    assert counted(world) == 1
    assert Visit.objects.filter(cancelled_at__isnull=True).count() == 1
