"""The office writes down what the system does not count, looks for indicators and keeps its own dashboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.core.periods import Period
from oseredok.management.indicators import queries
from oseredok.management.indicators.models import Figure
from tests.indicators.book import written
from tests.indicators.test_figures import LAST_YEAR, write
from tests.office.test_numbers_pages import text
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
FORM = "/office/figures/"


@pytest.fixture(autouse=True)
def _on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_numbers_are_written_beside_those_of_the_last_year(client: Client, world: World) -> None:
    write(world, staff__total=12, money__in_budget="1250.50")
    world.sign_in(client, "director")
    page = client.get(FORM)
    assert "Внесені числа: 2026 рік" in text(page.content)
    assert "1 250,5" in text(page.content).replace("\u00a0", " "), "the last year's number stands beside"
    told = {"staff-total": "13", "money-in_budget": "1 300,25", "source": "довідка бухгалтерії"}
    answer = client.post(FORM, told, follow=True)
    assert "Записано: 2 числа." in text(answer.content).replace("\u00a0", " ")
    assert 'value="1300,25"' in answer.content.decode()
    assert queries.value("money.in_budget", period=Period.year(2026)) == 1300.25
    assert "довідка бухгалтерії" in text(client.get("/office/figures/staff.total/").content)
    assert "Нічого не змінилося." in text(
        client.post(FORM, {**told, "money-in_budget": "1300.25"}, follow=True).content
    )


def test_an_emptied_field_takes_its_number_back(client: Client, world: World) -> None:
    write(world, Period.year(2026), staff__total=12)
    world.sign_in(client, "director")
    client.post(FORM, {"staff-total": ""})
    assert queries.value("staff.total", period=Period.year(2026)) is None
    assert "стерто" in text(client.get("/office/figures/staff.total/").content)


def test_a_number_far_from_the_last_is_asked_about_and_nothing_is_lost(client: Client, world: World) -> None:
    write(world, staff__total=12)
    world.sign_in(client, "director")
    answer = client.post(FORM, {"staff-total": "1300"})
    assert answer.status_code == 422
    assert "Дуже відрізняється від минулого" in text(answer.content)
    assert 'value="1300"' in answer.content.decode()
    assert client.post(FORM, {"staff-total": "1300", "sure": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("багато", "Напишіть число цифрами."), ("-1", "Напишіть число від нуля."), ("7,5", "Забагато цифр після коми."), ("9" * 40, "Число завелике.")],
)  # fmt: skip
def test_what_is_no_number_is_told_beside_its_field(client: Client, world: World, typed: str, sentence: str) -> None:
    world.sign_in(client, "director")
    answer = client.post(FORM, {"staff-total": typed})
    assert answer.status_code == 422
    assert sentence in text(answer.content)
    assert not Figure.objects.exists()


def test_a_head_writes_for_the_own_library_only(client: Client, world: World) -> None:
    world.sign_in(client, "head")
    for place in ("all", str(world.branch.pk)):
        client.post(f"{FORM}?place={place}&period=2026", {"staff-total": "5"})
    assert {row.place for row in Figure.objects.all()} == {world.central}


@pytest.mark.parametrize("who", ["consultant", "branch_librarian", "cataloguer", "stranger"])
def test_others_write_no_numbers(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    assert client.post(FORM, {"staff-total": "5"}).status_code == 403
    assert not Figure.objects.exists()


def test_the_history_of_another_library_stays_closed(client: Client, world: World) -> None:
    write(world, place=world.branch, staff__total=2)
    write(world, place=world.central, staff__total=8)
    world.sign_in(client, "consultant")
    page = text(client.get("/office/figures/staff.total/").content)
    assert "Центральна" in page
    assert "Заріччя" not in page
    assert client.get("/office/figures/visits.total/").status_code == 404


def test_an_indicator_tells_how_it_is_counted_and_what_was_before(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    page = text(client.get("/office/indicators/mean.ref_virtual/?period=2026-10").content).replace("\u00a0", " ")
    assert "з 4; імовірно від 30,1 до 95,4 %. Замало, щоб робити висновок" in page
    assert "(Тематична довідка, Адресна довідка" in page
    assert "÷" in page
    assert "1–14 вересня 2026" in page
    assert "Джерело щоденник" in page


def test_an_indicator_that_nobody_keeps_says_so(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    page = text(client.get("/office/indicators/staff.total/").content)
    assert "не ведемо" in page
    assert "Внести число" in page


def test_indicators_are_found_by_words_in_any_form(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    page = text(client.post("/office/indicators/all/", {"words": "коштів"}).content)
    assert "Надійшло коштів" in page
    assert "Відвідувань усього" not in page
    assert "Нічого не знайшлося" in text(client.post("/office/indicators/all/", {"words": "<script>єєє"}).content)
    section = text(client.get("/office/indicators/all/?section=staff").content)
    assert "Підвищили кваліфікацію" in section
    assert "Консультацій" not in section


def test_everyone_keeps_a_dashboard_of_one_s_own(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    client.post(reverse("office:watch"), {"shown": ["staff.total", "ref.total"], "watch": ["staff.total", "ref.total"]})
    client.post(reverse("office:watch"), {"shown": ["ref.total", "loans.total"], "watch": ["loans.total"]})
    assert queries.watched(account=world.director) == ("staff.total", "loans.total")
    page = text(client.get("/office/indicators/").content)
    assert "Моя панель" in page
    assert "не ведемо" in page
    assert "Консультацій" not in page
    client.post(reverse("office:watch"), {"shown": ["staff.total"], "watch": ["no.such"]})
    assert queries.watched(account=world.director) == ("staff.total", "loans.total")
    assert queries.watched(account=world.head) == ()


def test_any_days_may_be_looked_at(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    page = text(client.get("/office/indicators/visits.total/?from=06.10.2026&to=2026-10-13").content)
    assert "6–13 жовтня 2026" in page
    assert client.get("/office/indicators/visits.total/?from=31.02.2026&to=x").status_code == 200


def test_the_address_of_entries_leads_on_where_there_are_none(client: Client, world: World) -> None:
    write(world, LAST_YEAR, staff__total=12)
    world.sign_in(client, "director")
    answer = client.get("/office/entries/?indicator=staff.total&from=2025-01-01&to=2025-12-31")
    assert answer["Location"] == "/office/figures/staff.total/"
    answer = client.get("/office/entries/?indicator=net.branches")
    assert answer["Location"] == "/office/indicators/net.branches/#counted"
