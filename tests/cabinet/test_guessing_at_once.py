"""Guesses that come at the same moment are all counted: nobody gets a sixth try by hurrying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from oseredok.base.core.errors import DomainError
from oseredok.library.people.own_page import pins as reader_pins
from oseredok.library.people.own_page import sign_in as verbs
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession
from tests.cabinet.letters import PIN, last_code
from tests.world import World, build

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 12


def together(guess: Callable[[int], object]) -> Counter[str]:
    """Start all guesses at one moment; count what became of them."""
    gate = Barrier(AT_ONCE)

    def one(place: int) -> str:
        try:
            gate.wait(timeout=120)
            guess(place)
        except DomainError as refused:
            return refused.code
        else:
            return "in"
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(one, range(AT_ONCE)))


@pytest.fixture
def town() -> World:
    return build(now=timezone.now())


def test_wrong_codes_at_once_are_five_at_most(town: World) -> None:
    now = town.now
    handle = verbs.request_code(address="taras@example.com", visitor=verbs.Visitor("192.0.2.1"), now=now)
    right = last_code("taras@example.com").replace(" ", "")
    wrong = "111111" if right != "111111" else "222222"
    seen = together(
        lambda place: verbs.confirm_code(handle=handle, code=wrong, visitor=verbs.Visitor(f"192.0.2.{place}"), now=now)
    )
    assert seen["in"] == 0
    assert ReaderCode.objects.get().tries == 5
    with pytest.raises(DomainError):
        verbs.confirm_code(handle=handle, code=right, visitor=verbs.Visitor("192.0.2.99"), now=now)


def test_the_right_code_sent_many_times_at_once_opens_once(town: World) -> None:
    now = town.now
    handle = verbs.request_code(address="taras@example.com", visitor=verbs.Visitor("192.0.2.1"), now=now)
    code = last_code("taras@example.com")
    seen = together(
        lambda place: verbs.confirm_code(handle=handle, code=code, visitor=verbs.Visitor(f"192.0.2.{place}"), now=now)
    )
    assert seen["in"] == 1
    assert ReaderSession.objects.count() == 1


def test_wrong_pins_at_once_are_five_at_most(town: World) -> None:
    reader_pins.set_pin(reader=town.taras, pin=PIN, now=town.now)
    card, now = town.taras.card_number, town.now
    seen = together(
        lambda place: verbs.sign_in_with_pin(
            card=card, pin=f"85{place:02d}", visitor=verbs.Visitor(f"192.0.2.{place}"), now=now
        )
    )
    assert seen == {"pin_wrong": 5, "too_often": AT_ONCE - 5}
    later = now + timedelta(minutes=16)
    assert verbs.sign_in_with_pin(card=card, pin=PIN, visitor=verbs.Visitor("192.0.2.99"), now=later)


def test_many_letters_asked_for_at_once_are_four_at_most(town: World) -> None:
    now = town.now
    seen = together(
        lambda place: verbs.request_code(
            address="taras@example.com", visitor=verbs.Visitor(f"192.0.2.{place}"), now=now
        )
    )
    assert seen == {"in": 4, "too_often": AT_ONCE - 4}
    assert ReaderCode.objects.count() == 1
