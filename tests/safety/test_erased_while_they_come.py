"""A reader who comes back at the very moment of erasing: either they stay, or the desk is told; never both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta

import pytest
from django.db import connection, transaction

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, DomainError
from oseredok.library.people import actions as people
from oseredok.library.people.models import Reader
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy import retention
from oseredok.management.closing import data_actions, persons
from oseredok.services.visits import actions as visits
from oseredok.spine.journal.models import Entry
from tests.closing.cases import closed
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)

WARNED = clock.moment_at(date(2029, 10, 15), time(4))
THEIR_DAY = clock.moment_at(date(2029, 11, 15), time(10))


def _while_it_is_not_committed(doing: Callable[[], object], meanwhile: Callable[[], object]) -> None:
    """Do something in a transaction that is still open when another connection begins `meanwhile`."""

    def other() -> None:
        try:
            meanwhile()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            doing()
            begun = pool.submit(other)
            with pytest.raises(TimeoutError):
                begun.result(timeout=0.7)  # it waits for the row, or for the only writer of SQLite
        begun.result(timeout=120)


def test_who_registers_while_the_terms_run_stays(world: World) -> None:
    retention.run(now=WARNED)

    def come() -> None:
        visits.renew_registration(reader=world.taras, library=world.central, staff=world.head, now=THEIR_DAY)

    _while_it_is_not_committed(come, lambda: retention.run(now=THEIR_DAY))
    world.taras.refresh_from_db()
    world.daryna.refresh_from_db()
    assert world.taras.erased_on is None
    assert world.taras.surname == "Шевченко"
    assert world.daryna.erased_on is not None, "who did not come is erased in the same run"


def test_who_is_moved_to_a_working_library_while_a_closed_one_is_erased_stays(world: World) -> None:
    Reader.objects.update(home_library=world.branch)
    closing = closed(world, world.branch)

    def move() -> None:
        Reader.objects.select_for_update().get(pk=world.taras.pk)
        Reader.objects.filter(pk=world.taras.pk).update(home_library=world.central)

    _while_it_is_not_committed(
        move, lambda: data_actions.erase(closing=closing, by=world.director, now=world.now + timedelta(minutes=1))
    )
    world.taras.refresh_from_db()
    world.daryna.refresh_from_db()
    assert world.taras.erased_on is None
    assert world.daryna.erased_on is not None
    assert not persons.readers_of(world.branch).exists()


@pytest.mark.parametrize("verb", ["renew", "correct", "leave", "back", "card"])
def test_a_form_opened_before_the_erasing_changes_nothing_after_it(world: World, verb: str) -> None:
    stale, later = world.taras, world.now + timedelta(days=366)
    if verb == "back":
        people.close_reader(reader=stale, why="moved", on=clock.local_date(world.now), now=world.now)
    told = {"library": world.central, "staff": world.head, "now": later}
    verbs: dict[str, Callable[[], object]] = {
        "renew": lambda: visits.renew_registration(reader=stale, **told),  # type: ignore[arg-type]
        "correct": lambda: people.correct_reader(reader=stale, data={"surname": "Шевченко"}, now=later),
        "leave": lambda: people.close_reader(reader=stale, why="moved", on=clock.local_date(later), now=later),
        "back": lambda: people.reopen_reader(reader=stale),
        "card": lambda: people.replace_card(reader=stale, reason="lost", staff=world.head, now=later),
    }
    privacy.erase_reader(reader=stale, why="request", staff=world.head, now=world.now)
    before, counted = Reader.objects.filter(pk=stale.pk).values().get(), Entry.objects.count()
    with pytest.raises(Conflict) as refused:
        verbs[verb]()
    assert refused.value.code == "reader_gone"
    assert Reader.objects.filter(pk=stale.pk).values().get() == before
    assert Entry.objects.count() == counted


def test_erasing_and_registering_at_once_agree_on_who_was_first(world: World) -> None:
    later = world.now + timedelta(days=366)
    told: list[str] = []

    def erase() -> None:
        privacy.erase_reader(reader=world.taras, why="request", staff=world.head, now=later)

    def come() -> None:
        try:
            visits.renew_registration(reader=world.taras, library=world.central, staff=world.head, now=later)
        except DomainError as refused:
            told.append(refused.code)

    _while_it_is_not_committed(erase, come)
    assert told == ["reader_gone"]
    assert world.taras.registrations.count() == 1
    assert not Entry.objects.filter(kind__code="user_reregistered").exists()
