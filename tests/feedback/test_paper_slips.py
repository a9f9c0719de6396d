"""Slips of a day at the desk: seen before they count, questioned when they look wrong, taken back whole."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.services.visits import actions as visits
from oseredok.spine.feedback import paper, queries
from oseredok.spine.feedback.models import PaperBatch
from tests.feedback.said import OCTOBER, slips
from tests.world import DAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_that_day(world: World) -> Any:
    with time_machine.travel(world.now, tick=False):
        yield


def typed(**more: Any) -> dict[str, Any]:
    return {"day": DAY.isoformat(), "key": "a-form-opened-once", "score_5": 7, "score_2": 1, **more}


def test_two_screens_write_a_batch_down(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    address = reverse("desk:slips")
    seen = client.post(address, typed(knowledge_yes=5, knowledge_no=2)).content.decode()
    assert "Усе правильно?" in seen
    assert not PaperBatch.objects.exists(), "the first sending only shows"
    client.post(address, typed(knowledge_yes=5, knowledge_no=2, confirm="yes"))
    found = queries.scores(period=OCTOBER)
    assert found.counts == (0, 1, 0, 0, 7)
    assert queries.outcomes(period=OCTOBER).knowledge.yes == 5
    assert set(queries.scores_by("via", period=OCTOBER)) == {"paper"}
    client.post(address, typed(confirm="yes"))
    assert queries.scores(period=OCTOBER).n == 8, "the same form sent twice enters once"


def test_more_slips_than_visits_are_questioned_not_refused(client: Client, world: World) -> None:
    for _ in range(2):
        visits.record_visit(place=world.central, staff=world.consultant, now=world.now, age_group="36_59")
    world.sign_in(client, "consultant")
    page = client.post(reverse("desk:slips"), typed(score_5=300)).content.decode()
    assert re.search(r"записано 2.відвідування, а аркушиків 301", page)
    client.post(reverse("desk:slips"), typed(score_5=300, confirm="yes"))
    assert queries.scores(period=OCTOBER).n == 301


def test_a_day_typed_twice_is_questioned(client: Client, world: World) -> None:
    slips(world, {5: 4})
    world.sign_in(client, "consultant")
    page = client.post(reverse("desk:slips"), typed()).content.decode()
    assert "Аркушики за цей день уже вводили: 4" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"day": "2026-02-30"}, "дат"),
        ({"day": (DAY + timedelta(days=1)).isoformat()}, "ще не настав"),
        ({"day": "2020-01-01"}, "понад рік тому"),
        ({"day": "0001-01-01"}, "понад рік тому"),
        ({"score_5": "", "score_2": ""}, "Впишіть, скільки"),
        ({"score_5": "-3"}, ""),
        ({"score_5": "99999999999999999999"}, ""),
        ({"score_5": "1e3"}, ""),
        ({"knowledge_yes": 20}, "Відповідей більше, ніж аркушиків"),
    ],
)
def test_a_batch_that_cannot_be_is_refused_with_a_sentence(
    client: Client, world: World, sent: dict[str, Any], sentence: str
) -> None:
    world.sign_in(client, "consultant")
    for confirm in ({}, {"confirm": "yes"}):
        answer = client.post(reverse("desk:slips"), typed(**sent, **confirm))
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not PaperBatch.objects.exists()


def test_a_day_before_the_library_opened_is_refused(world: World) -> None:
    world.central.opened_on = DAY - timedelta(days=3)
    with pytest.raises(Invalid) as refusal:
        slips(world, {5: 1}, day=DAY - timedelta(days=4))
    assert refusal.value.code == "before-opening"


def test_a_batch_is_taken_back_whole_once_with_a_reason(client: Client, world: World) -> None:
    batch = slips(world, {5: 7, 1: 2}, outcomes={("awareness", True): 3})
    world.sign_in(client, "consultant")
    address = reverse("desk:take_back_slips", args=[batch.pk])
    client.post(address, {"reason": "нема"})
    assert queries.scores(period=OCTOBER).n == 9, "no reason, no reversal"
    client.post(address, {"reason": "wrong_count"})
    assert queries.scores(period=OCTOBER).n == 0
    assert queries.outcomes(period=OCTOBER).awareness.answered == 0
    batch.refresh_from_db()
    assert (batch.taken_back_by, batch.reason) == (world.consultant, "wrong_count")
    with pytest.raises(Conflict):
        paper.take_back(
            batch=batch, reason="twice", place=world.central, staff=world.consultant, now=world.now
        )  # fmt: skip


def test_a_batch_of_another_library_is_not_touched(client: Client, world: World) -> None:
    batch = slips(world, {5: 7}, place=world.branch)
    world.sign_in(client, "consultant")
    assert client.post(reverse("desk:take_back_slips", args=[batch.pk]), {"reason": "twice"}).status_code == 404
    with pytest.raises(NotAllowed):
        paper.take_back(batch=batch, reason="twice", place=world.central, staff=world.consultant, now=world.now)
    assert queries.scores(period=OCTOBER).n == 7


def test_slips_of_a_past_day_count_on_that_day(world: World) -> None:
    slips(world, {4: 3}, day=date(2026, 9, 30))
    assert queries.scores(period=OCTOBER).n == 0
    assert [month.month for month in queries.scores_by("month", period=OCTOBER.previous())] == [9]  # type: ignore[attr-defined]


def test_the_sheet_to_print_is_one_page(client: Client, world: World) -> None:
    world.sign_in(client, "consultant")
    answer = client.get(reverse("desk:slips_sheet"))
    assert answer.content.startswith(b"%PDF")
