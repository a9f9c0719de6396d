"""The last reader with a surname is erased while another one with it is registered: both are done, nobody is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from oseredok.library.people import actions as people
from oseredok.library.people.models import NameWord, Reader
from oseredok.library.people.queries import find_readers
from oseredok.library.people.registry import name_index
from oseredok.library.privacy import actions as privacy
from tests.people.index_of_names import names_kept, names_rebuilt
from tests.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]  # SQLite has one writer at a time


def meanwhile(doing: Callable[[], object], other: Callable[[], object], *, waits: bool) -> None:
    """Begin `other` on another connection while `doing` is not committed; `waits`: it cannot end before that."""

    def begun_elsewhere() -> None:
        try:
            with transaction.atomic():
                other()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            doing()
            begun = pool.submit(begun_elsewhere)
            if waits:
                with pytest.raises(TimeoutError):
                    begun.result(timeout=0.7)
            else:
                begun.result(timeout=120)
        begun.result(timeout=120)


def register(world: World, surname: str) -> Reader:
    return people.register_reader(
        surname=surname, given_name="Тарас", birth_year=1990, library=world.central, staff=world.head, now=world.now
    )


@pytest.fixture
def last(world: World) -> Reader:
    """The only reader with this surname."""
    return register(world, "Перебийніс")


def erase(world: World, reader: Reader) -> None:
    privacy.erase_reader(reader=reader, why="request", staff=world.head, now=world.now)


def everybody_is_found(world: World) -> None:
    assert [one.surname for one in find_readers("Перебийніс")] == ["Перебийніс"]
    assert names_kept() == names_rebuilt()


def test_registering_waits_for_the_word_to_be_forgotten_and_makes_it_anew(world: World, last: Reader) -> None:
    meanwhile(lambda: erase(world, last), lambda: register(world, "Перебийніс"), waits=True)
    everybody_is_found(world)


def test_erasing_leaves_the_word_to_whoever_is_being_registered(world: World, last: Reader) -> None:
    meanwhile(lambda: register(world, "Перебийніс"), lambda: erase(world, last), waits=False)
    everybody_is_found(world)


def test_two_desks_with_one_name_do_not_wait_for_each_other(world: World, last: Reader) -> None:
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        name_index._ids(frozenset({"перебийніс", "тарас"}))
        begun = pool.submit(_hold_the_same)
        assert set(begun.result(timeout=120)) == {"перебийніс", "тарас"}


def _hold_the_same() -> dict[str, int]:
    try:
        with transaction.atomic():
            return name_index._ids(frozenset({"перебийніс", "тарас"}))
    finally:
        connection.close()


def test_a_word_left_by_a_registration_that_was_given_up_goes_with_the_nights_sweeping(
    world: World, last: Reader
) -> None:
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        register(world, "Перебийніс")
        pool.submit(_erase_elsewhere, world, last).result(timeout=120)
        transaction.set_rollback(True)
    assert NameWord.objects.filter(word="перебийніс").exists()
    name_index.sweep()
    assert not NameWord.objects.filter(word="перебийніс").exists()


def _erase_elsewhere(world: World, reader: Reader) -> None:
    try:
        erase(world, reader)
    finally:
        connection.close()
