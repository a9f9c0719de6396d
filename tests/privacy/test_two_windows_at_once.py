"""Two windows do one thing at the same moment: it is done once, and the other is told so or finds it done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from oseredok.base.core.errors import DomainError
from oseredok.library.people.duty import duty_of
from oseredok.library.people.models import FormerCard
from oseredok.library.privacy import actions, request_actions
from oseredok.library.privacy.models import Consent, Erasure, Look, SensitiveFlag, SubjectRequest
from tests.world import DAY, World

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*work: Callable[[], object]) -> list[str]:
    gate = Barrier(len(work))

    def one(do: Callable[[], object]) -> str:
        try:
            gate.wait(timeout=120)
            do()
        except DomainError as refused:
            return refused.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as pool:
        return sorted(pool.map(one, work))


def test_a_reader_is_erased_once(world: World) -> None:
    def erase() -> None:
        actions.erase_reader(reader=world.taras, why=Erasure.Why.REQUEST, staff=world.head, now=world.now)

    assert _together(erase, erase, erase) == ["done", "reader_erased", "reader_erased"]
    assert Erasure.objects.filter(reader=world.taras).count() == 1
    assert FormerCard.objects.filter(number=world.taras.card_number).count() == 1


def test_a_form_of_erasing_sent_twice_leaves_one_request(world: World) -> None:
    duty = duty_of(account=world.head, session=SessionStore())
    assert duty is not None

    def erase() -> None:
        request_actions.erase_on_paper(reader=world.taras, identity="document", duty=duty, now=world.now)

    assert _together(erase, erase) == ["done", "reader_erased"]
    assert SubjectRequest.objects.count() == 1
    assert Erasure.objects.count() == 1


def test_a_consent_given_in_two_windows_is_one(world: World) -> None:
    def give() -> None:
        actions.give_consent(reader=world.taras, purpose="card", channel="desk", staff=world.head, now=world.now)

    assert _together(give, give, give) == ["done"] * 3
    assert world.taras.consents.count() == 1


def test_groups_told_in_two_windows_stand_on_one_consent(world: World) -> None:
    def tell() -> None:
        actions.set_flags(reader=world.taras, flags=["idp"], channel="desk", staff=world.head, now=world.now)

    assert _together(tell, tell) == ["done"] * 2
    assert SensitiveFlag.objects.count() == 1
    assert Consent.objects.count() == 1


def test_a_consent_is_taken_back_once(world: World) -> None:
    given = actions.give_consent(reader=world.taras, purpose="card", channel="desk", staff=world.head, now=world.now)

    def take() -> None:
        actions.withdraw_consent(consent=given, channel="desk", staff=world.head, now=world.now)

    assert _together(take, take) == ["done", "withdrawn_already"]


def test_one_look_from_two_windows_is_one(world: World) -> None:
    def look() -> None:
        actions.note_look(reader=world.taras, account=world.head, what="page", now=world.now)

    assert _together(look, look, look) == ["done"] * 3
    assert Look.objects.count() == 1


def test_a_request_is_received_and_answered_once(world: World) -> None:
    def ask() -> None:
        request_actions.receive_request(
            kind="access", how="desk", received_on=DAY, reader=world.taras, identity="document", staff=world.head,
            now=world.now,
        )  # fmt: skip

    assert _together(ask, ask) == ["done"] * 2
    asked = SubjectRequest.objects.get()

    def answer() -> None:
        request_actions.answer_request(
            request=asked, outcome="granted", how="desk", answer="", staff=world.head, now=world.now
        )

    assert _together(answer, answer) == ["answered_already", "done"]
