"""Every number of ratings opens the ratings behind it, without persons and hours, and the rows add up to the number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.faces.office.numbers import entries_url
from oseredok.management.indicators import queries as indicators
from oseredok.spine.feedback import paper
from tests.feedback.said import OCTOBER, rate, slips
from tests.world import DAY, NOW, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def opened(client: Client, code: str, world: World, **narrowed: object) -> str:
    selection = indicators.selection_of(code, period=OCTOBER, places=[world.central])
    url = entries_url(selection)
    return page_of(client, url + "".join(f"&{name}={told}" for name, told in narrowed.items()))


def quantities(page: str) -> list[int]:
    body = page[page.index("<tbody>") : page.index("</tbody>")] if "<tbody>" in page else ""
    return [int(text.replace("−", "-")) for text in re.findall(r'<td class="number">([−\d]+)</td></tr>', body)]


def number_on_top(page: str) -> str:
    found = re.search(r'<p class="office-sum"><b>([^<]*)</b>', page)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("code", "number", "rows"),
    [
        ("ratings.n", "41", 41),
        ("ratings.positive", "33", 33),
        ("ratings.neutral", "5", 5),
        ("ratings.critical", "3", 3),
        ("ratings.positive_share", "80,5", 41),
        ("ratings.mean", "4,22", 41),
    ],
)
def test_a_number_of_an_indicator_opens_its_ratings(
    client: Client, world: World, code: str, number: str, rows: int
) -> None:
    slips(world, {5: 20, 4: 12, 3: 5, 2: 2, 1: 1})
    rate(world, 5)
    rate(world, 1, place=world.branch)  # of another library: not counted, not listed
    world.sign_in(client, "director")
    page = opened(client, code, world)
    assert number_on_top(page) == number
    assert sum(quantities(page)) == rows


def test_the_page_of_an_indicator_and_the_dashboard_lead_there(client: Client, world: World) -> None:
    slips(world, {5: 20, 1: 10})
    world.sign_in(client, "director")
    ratings = re.escape(reverse("office:ratings"))
    for url in (reverse("office:indicator", args=["ratings.positive_share"]), reverse("office:indicators")):
        links = re.findall(rf'href="({ratings}\?[^"]+)"', page_of(client, url))
        assert links
        page = page_of(client, links[0].replace("&amp;", "&"))
        assert sum(quantities(page)) in (30, 20)


def test_what_was_taken_back_stays_struck_and_is_not_counted(client: Client, world: World) -> None:
    batch = slips(world, {4: 7})
    rate(world, 2)
    paper.take_back(batch=batch, place=world.central, staff=world.consultant, reason="twice", now=world.now)
    world.sign_in(client, "head")
    page = opened(client, "ratings.n", world)
    assert number_on_top(page) == "1"
    assert sorted(quantities(page)) == [-7, 1, 7]
    assert "скасовано: введено двічі" in page


def test_who_said_it_and_when_in_the_day_is_not_told(client: Client, world: World) -> None:
    early, late = world.now - timedelta(hours=3), world.now
    for score, at in ((2, early), (5, late), (4, early)):
        rate(world, score, now=at)
    world.sign_in(client, "director")
    page = opened(client, "ratings.n", world)
    assert re.findall(r'class="entry-what">(\d)', page) == ["5", "4", "2"]  # by what was said, not by when
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert not re.search(r"\d{1,2}:\d\d", table)


def test_numbers_of_the_opinions_page_open_their_ratings(client: Client, world: World) -> None:
    rate(world, 1)
    rate(world, 5, via="desk")
    rate(world, 2, place=world.branch, via="desk")
    world.sign_in(client, "director")
    page = page_of(client, reverse("office:opinions"))
    links = re.findall(rf'href="({re.escape(reverse("office:ratings"))}\?[^"]+)"', page)
    sums = {link: sum(quantities(page_of(client, link.replace("&amp;", "&")))) for link in links}
    assert sorted(sums.values()) == [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3]


def test_the_rows_go_away_as_csv_and_as_a_workbook(client: Client, world: World) -> None:
    slips(world, {5: 3, 2: 1})
    world.sign_in(client, "director")
    query = f"from={DAY}&to={DAY}&score=2,5"
    content = client.get(f"{reverse('office:ratings_file', args=['csv'])}?{query}").content.decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content), delimiter=";")
    assert [(row[header.index("Оцінка")], row[header.index("Кількість")]) for row in rows] == [("5", "3"), ("2", "1")]
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{reverse('office:ratings_file', args=['xlsx'])}?{query}").content)
    )
    assert [row[6] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)] == [3, 1]
    assert client.get(reverse("office:ratings_file", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("query", ["from=учора", "from=2026-13-01&to=2026-13-02", "place=x"])
def test_an_address_that_makes_no_sense_is_answered_with_a_sentence(client: Client, world: World, query: str) -> None:
    world.sign_in(client, "director")
    for url in (reverse("office:ratings"), reverse("office:ratings_file", args=["csv"])):
        answer = client.get(f"{url}?{query}")
        assert answer.status_code == 400
        assert "Не розуміємо" in answer.content.decode()


def test_a_library_of_others_is_not_opened(client: Client, world: World) -> None:
    rate(world, 1, place=world.branch)
    world.sign_in(client, "head")
    answer = client.get(f"{reverse('office:ratings')}?place={world.branch.pk}")
    assert (answer.status_code, "вам не відкриті" in answer.content.decode()) == (400, True)
