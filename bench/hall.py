"""How fast the hall answers: a day of 200 seats among 10,000 bookings, bookings when many want one seat, desks that poll.

    .venv/bin/python -m bench.hall                                       on SQLite, in a temporary folder
    .venv/bin/python -m bench.hall --database postgres://…/bench_hall    on PostgreSQL: the database is EMPTIED first

Promises (issue of the coworking): the day of 200 seats with 10,000 bookings under 50 ms of server time, four desks polling
under 5 % of one core. Beside the day stands the naive way, a query for each half-hour, with the same answer.
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import statistics
import time
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

from bench.measuring import HEAD, machine, measured, own_place, prepare, timed

if TYPE_CHECKING:
    from oseredok.library.places.models import Library
    from oseredok.services.seats.models import Seat
    from tests.world import World

SEATS, BOOKINGS, DAYS, FEW = 200, 10_000, 7, 9
MORNING = clock_time(9)
POLL = 4.0
"""Seconds between the polls of a desk (`hx-trigger` of the board)."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--database", default="", help="address of an empty database; without it SQLite")
    options.add_argument("--times", type=int, default=21, help="measurements of each work")
    options.add_argument("--clients", type=int, default=4, help="processes that book at once")
    options.add_argument("--seconds", type=float, default=8, help="how long they book")
    given = options.parse_args()
    with own_place(database=given.database, folder=""):
        prepare()
        print(machine())
        with timed(f"{SEATS} seats, {BOOKINGS} bookings over {DAYS} days"):
            world = _world()
            days = _fill(world.central, _seats(world.central, SEATS), BOOKINGS)
            _fill(world.branch, _seats(world.branch, FEW), FEW * DAYS * 6)
        _the_day(world, days, times=given.times)
        _the_desks(world, times=given.times)
        _booking(world, days[-1] + timedelta(days=14), clients=given.clients, seconds=given.seconds)


def _world() -> World:
    from django.utils import timezone

    from oseredok.library.places import actions as places
    from tests import world as worlds

    world = worlds.build(now=timezone.now() - timedelta(days=1))
    # Open round the clock but for a short night, so that the bench is the same at any hour.
    week = {day: [(clock_time(0), clock_time(23, 59))] for day in range(7)}
    for library in (world.central, *world.branches):
        places.set_weekly_hours(library=library, week=week, starts_on=date(2026, 1, 1))
    return world


def _seats(place: Library, number: int, *, word: str = "Місце") -> list[Seat]:
    from oseredok.library.places.models import Room
    from oseredok.services.seats.models import Kind, Seat

    room = Room.objects.create(library=place, name=f"Зала, {word}", purpose="coworking", area=400)
    kinds = [Kind.PC, Kind.LAPTOP, Kind.QUIET, Kind.OWN_LAPTOP]
    return Seat.objects.bulk_create(
        Seat(room=room, name=f"{word} {one + 1}", kind=kinds[one % len(kinds)], order=one) for one in range(number)
    )


def _fill(place: Library, seats: list[Seat], bookings: int) -> list[date]:
    """Lay bookings of an hour out as a full hall has them, from nine on, a quarter between them. Return the days."""
    from django.utils import timezone

    from oseredok.base.core import clock
    from oseredok.services.seats.models import Hold, State

    now = timezone.now()
    today = clock.local_date(now)
    days = [today + timedelta(days=one) for one in range(DAYS)]
    holds: list[Hold] = []
    for number in range(bookings):
        seat = seats[number % len(seats)]
        day = days[number // len(seats) % DAYS]
        turn = number // (len(seats) * DAYS)
        begins = clock.moment_at(day, MORNING) + timedelta(minutes=75 * turn)
        state = State.ENDED if begins + timedelta(minutes=60) <= now else State.BOOKED
        holds.append(
            Hold(
                place=place, seat=seat, state=state, way=Hold.Way.WEB, starts_at=begins,
                ends_at=begins + timedelta(minutes=60), made_at=now, nickname="Орися", people=1,
                seated_at=begins if state == State.ENDED else None, ended_at=begins if state == State.ENDED else None,
            )
        )  # fmt: skip
    Hold.objects.bulk_create(holds, batch_size=1000)
    return days


def _the_day(world: World, days: list[date], *, times: int) -> None:
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from oseredok.services.seats import board as boards
    from oseredok.services.seats import hall as halls

    place, day, now = world.central, days[1], timezone.now()
    ours = lambda: halls.load(place, day, now=now).slots(60, for_staff=True)  # noqa: E731 - named for the table
    naive = lambda: _by_queries(place, day, now)  # noqa: E731
    found = {one.starts_at: one.free for one in ours()}
    assert found == naive(), "both ways give the same answer"
    print(f"\nA day of {SEATS} seats, {HEAD}")
    quick, slow = measured(ours, times), measured(naive, max(times // 5, 3))
    print(f"  {'free seats of every half-hour':44} {quick}   promised under 50")
    print(f"  {'the same by a query for each half-hour':44} {slow}   {slow.wall / quick.wall:.0f} times as long")
    guest = Client(headers={"host": "localhost"})
    address = f"{reverse('seats:when')}?at={place.code}&day={day.isoformat()}&minutes=60"
    assert guest.get(address).status_code == 200
    page = measured(lambda: guest.get(address), times)
    print(f"  {'the same as a page of the site, whole':44} {page}   promised under 50")
    board = measured(lambda: boards.board(place, now=timezone.now()), times)
    print(f"  {'the board: every tile of now and the day':44} {board}   promised under 50", flush=True)


def _by_queries(place: Library, day: date, now: datetime) -> dict[datetime, int]:
    """Count the free seats of each half-hour as one would at first: a query for each."""
    from oseredok.library.places import hours
    from oseredok.services.seats.models import HOLDING, Hold, Seat

    found, step, length = {}, timedelta(minutes=30), timedelta(minutes=60)
    for span in hours.load(place).planned(day):
        at = span.opens_at
        while at + length <= span.closes_at:
            if at > now:
                taken = Hold.objects.filter(state__in=HOLDING, starts_at__lt=at + length, ends_at__gt=at)
                free = Seat.objects.filter(room__library=place, retired_on__isnull=True).exclude(
                    pk__in=taken.values("seat")
                )
                found[at] = free.count()
            at += step
    return found


def _the_desks(world: World, *, times: int) -> None:
    """The page and the polls of a desk, through HTTP with everything around it: a very large hall and a small town's."""
    from django.urls import reverse

    from bench.people_pages import signed_in

    live, page = reverse("hall:live"), reverse("hall:now")
    for username, words in (
        ("consultant", f"{SEATS} seats"),
        ("branch.consultant", f"{FEW} seats, as a small town has"),
    ):
        client = signed_in(username)
        seen = {"v": _version(client.get(page).content.decode())}

        def same(client: Any, seen: dict[str, str]) -> None:
            answer = client.get(live, seen)
            if answer.status_code != 204:  # a minute has passed meanwhile
                seen["v"] = _version(answer.content.decode())

        print(f"\nA desk of {words}, {HEAD}")
        whole = measured(lambda: client.get(page), times)  # noqa: B023 - at once, as the next ones
        quiet = measured(lambda: same(client, seen), times)  # noqa: B023
        changed = measured(lambda: client.get(live, {"v": ""}), times)  # noqa: B023
        print(f"  {'the whole page':44} {whole}")
        print(f"  {'a poll, nothing new':44} {quiet}")
        print(f"  {'a poll, something new':44} {changed}", flush=True)
        # A minute of one desk: fifteen polls, of which one brings the new minute and one what somebody has done.
        minute = 13 * quiet.processor + 2 * changed.processor
        print(
            f"  four desks polling every {POLL:.0f} s: {4 * minute / 60_000:.1%} of a core   promised under 5 %",
            flush=True,
        )


def _version(page: str) -> str:
    return page.split('id="hall-version" name="v" value="')[1].split('"')[0]


def _booking(world: World, day: date, *, clients: int, seconds: float) -> None:
    """Several processes book the same ten seats for the same half-hours: who is second takes another or is refused."""
    from django.db import connections

    _seats(world.second_branch, 10)
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    done: Any = context.Queue()
    workers = [
        context.Process(target=_book, args=(world.second_branch.pk, day, seconds, one, done)) for one in range(clients)
    ]
    for worker in workers:
        worker.start()
    said, waits = Counter[str](), []
    for _worker in workers:
        counts, times = done.get(timeout=seconds + 60)
        said.update(counts)
        waits += times
    for worker in workers:
        worker.join()
    print(f"\nBooking, {clients} processes at once on ten seats for {seconds:.0f} s")
    print(f"  {said['booked'] / seconds:.1f} bookings a second, {said['refused'] / seconds:.1f} refusals a second,"
          f" median {statistics.median(waits):.1f} ms, worst {max(waits):.0f} ms")  # fmt: skip
    print(f"  two of one seat at a time: {_doubles()}", flush=True)


def _book(place_id: int, day: date, seconds: float, number: int, done: Any) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "oseredok.settings"
    import django

    django.setup()
    logging.getLogger("django").setLevel(logging.ERROR)
    from django.utils import timezone

    from oseredok.base.core import clock
    from oseredok.base.core.errors import DomainError
    from oseredok.library.places.models import Library
    from oseredok.services.seats import booking
    from oseredok.services.seats.booking import Wish
    from oseredok.services.seats.models import Hold
    from oseredok.services.seats.who import Who

    place = Library.objects.select_related("system").get(pk=place_id)
    said, waits = Counter[str](), []
    ends, turn = time.perf_counter() + seconds, 0
    while time.perf_counter() < ends:
        begins = clock.moment_at(day + timedelta(days=turn // 46), clock_time(0)) + timedelta(minutes=30 * (turn % 46))
        began = time.perf_counter()
        try:
            wish = Wish(begins, 30)
            booking.book(
                place=place, wish=wish, who=Who(nickname=f"Черга {number}"), now=timezone.now(), way=Hold.Way.DESK
            )
            said["booked"] += 1
        except DomainError:
            said["refused"] += 1
            turn += 1  # everything is taken then: all go on to the next half-hour
        waits.append((time.perf_counter() - began) * 1000)
    done.put((dict(said), waits))


def _doubles() -> int:
    from django.db.models import F, OuterRef, Subquery

    from oseredok.services.seats.models import HOLDING, Hold

    same = Hold.objects.filter(
        seat=OuterRef("seat"), state__in=HOLDING, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    ).exclude(pk=OuterRef("pk"))
    return Hold.objects.filter(state__in=HOLDING, starts_at__lt=F("ends_at")).annotate(
        other=Subquery(same.values("pk")[:1])
    ).filter(other__isnull=False).count()  # fmt: skip


if __name__ == "__main__":
    main()
