"""Letters tell of whole days that are over: nothing twice, nothing passed over, nothing when nothing is new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from oseredok.base.mail.models import Letter
from oseredok.services.alerts import links, telling
from oseredok.services.alerts.models import SavedSearch
from oseredok.spine.search import indexes
from tests.alerts.mail import confirmed
from tests.front_catalogue.shelves import put
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]


@contextmanager
def days_later(world: World, days: float) -> Iterator[datetime]:
    with time_machine.travel(world.now + timedelta(days=days), tick=False):
        yield timezone.now()


def told() -> list[str]:
    return [letter.text for letter in Letter.objects.filter(template=telling.LETTER).order_by("pk")]


def test_a_letter_a_day_has_what_came_the_day_before_and_only_that(client: Client, world: World) -> None:
    put(world, "Садівництво здавна", days_ago=5)
    confirmed(client, often="daily")
    put(world, "Садівництво сьогодні")
    put(world, "Кулінарія")
    with days_later(world, 1) as now:
        assert (telling.tell_due(now=now), telling.tell_due(now=now)) == (1, 0)
        [text] = told()
        assert "Садівництво сьогодні" in text
        assert "здавна" not in text
        assert "Кулінарія" not in text
        assert "https://biblioteka.example/catalogue/" in text
    with days_later(world, 2) as now:
        assert telling.tell_due(now=now) == 0, "nothing new, no letter"
    assert SavedSearch.objects.get().told_through.isoformat() == "2026-10-15"


def test_a_weekly_letter_goes_on_monday_for_the_week_till_sunday(client: Client, world: World) -> None:
    confirmed(client)
    put(world, "Садівництво у середу")
    with days_later(world, 4) as now:  # Sunday
        assert telling.tell_due(now=now) == 0
    put(world, "Садівництво у понеділок", days_ago=-5)
    with days_later(world, 5) as now:
        assert telling.tell_due(now=now) == 1
        assert "у понеділок" not in told()[0]
        assert "у середу" in told()[0]
    with days_later(world, 14) as now:  # the computer was off on the next Monday
        assert telling.tell_due(now=now) == 1
        assert "у понеділок" in told()[1]


def test_at_night_and_while_the_index_is_made_nothing_goes_and_nothing_is_lost(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    confirmed(client, often="daily")
    put(world, "Садівництво сьогодні")
    with days_later(world, 0.75) as night:
        assert telling.tell_due(now=night) == 0
    with days_later(world, 1) as now:
        with monkeypatch.context() as broken:
            broken.setattr(type(indexes.store()), "is_fresh", lambda _self: False)
            assert telling.tell_due(now=now) == 0
        settings.PUBLIC_ADDRESS = ""
        assert telling.tell_due(now=now) == 0, "a letter without a way to stop it is not sent"
        settings.PUBLIC_ADDRESS = "https://biblioteka.example"
        assert telling.tell_due(now=now) == 1


def test_much_that_is_new_is_counted_and_led_to(client: Client, world: World) -> None:
    confirmed(client, often="daily")
    for number in range(12):
        put(world, f"Садівництво, частина {number}", number=f"s-{number}")
    with days_later(world, 1) as now:
        telling.tell_due(now=now)
    [text] = told()
    assert "Знайдено: 12" in text
    assert "І ще 2" in text
    assert text.count("/catalogue/") == 10
    search = SavedSearch.objects.get()
    assert f"https://biblioteka.example{links.path_of(search, newest_first=True)}" in text
    assert client.get(links.path_of(search, newest_first=True)).status_code == 200


def test_a_letter_speaks_the_language_in_which_it_was_asked_for(client: Client, world: World) -> None:
    confirmed(client, often="daily", search="/en/search/save/?q=садівництво")
    put(world, "Садівництво сьогодні")
    with days_later(world, 1) as now:
        telling.tell_due(now=now)
    letter = Letter.objects.get(template=telling.LETTER)
    assert letter.subject == "New by the search “садівництво”"
    assert "https://biblioteka.example/en/catalogue/" in letter.text
