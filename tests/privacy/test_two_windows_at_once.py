"""Two people erase one reader at the same moment: it is done once, and the other is told so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from oseredok.base.core.errors import DomainError
from oseredok.library.people.models import FormerCard
from oseredok.library.privacy import actions, request_actions
from oseredok.library.privacy.models import Erasure, SubjectRequest
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*work: Callable[[], object]) -> list[str]:
    gate = Barrier(len(work))

    def one(do: Callable[[], object]) -> str:
        try:
            gate.wait(timeout=20)
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
    def erase() -> None:
        request_actions.erase_on_paper(reader=world.taras, identity="document", staff=world.head, now=world.now)

    assert _together(erase, erase) == ["done", "reader_erased"]
    assert SubjectRequest.objects.count() == 1
    assert Erasure.objects.count() == 1
