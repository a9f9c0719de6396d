"""The tablet at the exit: a secret address, one tap, a pause, a key for each press, off when the staff say so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.spine.feedback import points, queries
from oseredok.spine.feedback.models import Comment, OutcomeAnswer, Point, Rating
from tests.feedback.said import OCTOBER, point
from tests.world import DAY, World

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def press(client: Client, tile: Point, score: int = 5, **more: Any) -> Any:
    """One press, sent as the page's script sends it."""
    address = reverse("kiosk:tile", args=[tile.code])
    return client.post(address, {"key": uuid4().hex, "score": score} | more, headers=JSON)


def test_a_press_is_one_rating_of_the_place(client: Client, world: World) -> None:
    tile = point(world)
    with time_machine.travel(world.now, tick=False):
        assert press(client, tile, 4).json() == {"ok": True}
    rating = Rating.objects.get()
    assert (rating.score, rating.via, rating.place, rating.local_date) == (4, "tile", world.central, DAY)


def test_without_a_script_the_page_thanks_and_comes_back_by_itself(client: Client, world: World) -> None:
    address = reverse("kiosk:tile", args=[point(world).code])
    page = client.post(address, {"key": uuid4().hex, "score": 5}).content.decode()
    assert "Дякуємо" in page
    assert f'<noscript><meta http-equiv="refresh" content="3; url={address}"></noscript>' in page


def test_a_repeated_sending_of_one_press_counts_once_and_waits_for_no_pause(client: Client, world: World) -> None:
    tile, key = point(world), uuid4().hex
    with time_machine.travel(world.now, tick=False):
        assert [press(client, tile, key=key).status_code for _ in range(3)] == [200] * 3
    assert queries.scores(period=OCTOBER).n == 1


def test_drumming_on_the_glass_counts_once_in_two_seconds(client: Client, world: World) -> None:
    tile = point(world)
    with time_machine.travel(world.now, tick=False) as clock:
        assert [press(client, tile).status_code for _ in range(4)] == [200, 429, 429, 429]
        clock.shift(timedelta(seconds=3))
        assert press(client, tile).status_code == 200
    assert queries.scores(period=OCTOBER).n == 2


def test_an_hour_holds_no_more_than_people_can_press(client: Client, world: World) -> None:
    tile = point(world)
    answers = []
    with time_machine.travel(world.now, tick=False) as clock:
        for _ in range(242):
            clock.shift(timedelta(seconds=3))
            answers.append(press(client, tile).status_code)
    assert answers == [200] * 240 + [429] * 2


def test_two_tablets_do_not_wait_for_each_other(client: Client, world: World) -> None:
    one, other = point(world), point(world)
    with time_machine.travel(world.now, tick=False):
        assert [press(client, tile).status_code for tile in (one, other)] == [200, 200]


def test_what_waited_for_the_network_comes_with_its_day(client: Client, world: World) -> None:
    tile, yesterday = point(world), DAY - timedelta(days=1)
    with time_machine.travel(world.now, tick=False):
        press(client, tile, day=yesterday.isoformat())
    assert Rating.objects.get().local_date == yesterday


@pytest.mark.parametrize("day", ["2026-02-30", "завтра", "0001-01-01", "9999-12-31", "2026-10-15"])
def test_a_day_that_cannot_be_is_refused(client: Client, world: World, day: str) -> None:
    with time_machine.travel(world.now, tick=False):
        assert press(client, point(world), day=day).status_code == 422
    assert not Rating.objects.exists()


def test_a_tablet_switched_off_in_the_office_says_so(client: Client, world: World) -> None:
    tile = point(world)
    points.revoke(point=tile, places=[world.central], staff=world.head, now=world.now)
    page = client.get(reverse("kiosk:tile", args=[tile.code]))
    assert page.status_code == 410
    assert "Цей планшет вимкнено" in page.content.decode()
    assert press(client, tile).status_code == 410
    more = client.post(reverse("kiosk:more", args=[tile.code]), {"key": uuid4().hex, "comment": "Ще слово"})
    assert more.status_code == 422
    assert not Comment.objects.exists()


def test_an_address_is_not_guessed_and_a_printed_code_is_no_tablet(client: Client, world: World) -> None:
    assert len(point(world).code) >= 32
    for code in ("x" * 32, point(world, "desk").code):
        assert client.get(reverse("kiosk:tile", args=[code])).status_code == 404


def test_words_on_the_tablet_know_nothing_of_the_rating(client: Client, world: World) -> None:
    tile = point(world)
    sent = {"key": uuid4().hex, "confidence": "yes", "comment": "Тепло і тихо."}
    with time_machine.travel(world.now, tick=False):
        assert "Дякуємо" in client.post(reverse("kiosk:more", args=[tile.code]), sent).content.decode()
    assert Comment.objects.get().text == "Тепло і тихо."
    assert OutcomeAnswer.objects.get().outcome == "confidence"
    assert not Rating.objects.exists()
