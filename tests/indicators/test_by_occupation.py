"""Sums shared out by what people do: whole for the staff, small numbers never published, and none to be found by subtraction."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.faces.front.work.models import ShownIndicator
from oseredok.faces.office.numbers import entries_url
from oseredok.management.indicators import queries
from oseredok.management.indicators.breakdowns import Share
from tests.feedback.said import OCTOBER
from tests.indicators.book import record
from tests.world import DAY, World

pytestmark = pytest.mark.django_db


def registered(world: World, **numbers: int) -> list[Share]:
    for status, number in numbers.items():
        record(world, "user_new", day=DAY, quantity=number, social_status="" if status == "untold" else status)
    return queries.breakdown("users.registered", by="status", period=OCTOBER)


def told(shares: list[Share]) -> dict[str, str]:
    return {code: one.sentence for code, one in queries.published_shares(shares, by="status").items()}


def test_the_parts_add_up_to_the_number_and_what_was_not_told_stands_last(world: World) -> None:
    shares = registered(world, pensioner=12, unemployed=3, pupil=20, untold=6)
    assert [(one.code, one.number) for one in shares] == [
        ("pupil", 20), ("pensioner", 12), ("unemployed", 3), ("none", 6),
    ]  # fmt: skip
    assert sum(one.number for one in shares) == queries.value("users.registered", period=OCTOBER)


def test_each_part_opens_its_own_entries(client: Client, world: World) -> None:
    shares = registered(world, pensioner=12, unemployed=3)
    world.sign_in(client, "director")
    for share in shares:
        page = client.get(entries_url(share.selection)).content.decode()
        found = re.search(r'<p class="office-sum"><b>([^<]*)</b>', page)
        assert found is not None
        assert found[1] == str(share.number)


def test_a_small_part_is_published_in_words_and_takes_another_with_it(world: World) -> None:
    published = told(registered(world, pupil=20, pensioner=12, unemployed=3))
    assert published["pupil"] == "20"
    assert published["unemployed"] == "менше 5"
    assert published["pensioner"] == "не показуємо, щоб не впізнали людину"  # else 35 − 20 − 12 tells it


def test_large_parts_and_other_breakdowns_are_published_as_they_are(world: World) -> None:
    assert told(registered(world, pupil=20, pensioner=12)) == {"pupil": "20", "pensioner": "12"}
    record(world, "user_new", day=DAY, quantity=1, age_group="60p")
    ages = queries.breakdown("users.registered", by="age", period=OCTOBER)
    assert "1" in {one.sentence for one in queries.published_shares(ages, by="age").values()}


def test_the_page_of_the_staff_shows_both(client: Client, world: World) -> None:
    registered(world, pupil=20, pensioner=12, unemployed=3)
    world.sign_in(client, "director")
    url = reverse("office:indicator", args=["users.registered"])
    page = client.get(f"{url}?period=2026-10").content.decode()
    rows = page[page.index("За родом занять") :]
    row = re.search(r"тимчасово не працює</th>.*?</tr>", rows, re.S)
    assert row is not None
    cells = [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<td.*?</td>", row[0], re.S)]
    assert (cells[0], cells[2]) == ("3", "менше 5")


def test_what_everybody_sees_tells_no_small_part(client: Client, world: World) -> None:
    registered(world, pupil=20, pensioner=12, unemployed=3)
    ShownIndicator.objects.create(indicator="users.unemployed", order=0)
    ShownIndicator.objects.create(indicator="users.pensioner", order=1)
    with time_machine.travel(world.now, tick=False):
        rows = client.get(reverse("front:work_csv")).content.decode().splitlines()
    october = {row.split(",")[3]: row for row in rows if row.startswith("2026-10,,")}
    assert ",12," in october["users.pensioner"]
    assert "менше 5" in october["users.unemployed"]
    assert ",3," not in october["users.unemployed"]
