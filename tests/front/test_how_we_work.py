"""«Як ми працюємо»: what everybody sees of the numbers, who chooses it, who may frame it, what machines take."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client

from oseredok.base.core.errors import Invalid
from oseredok.base.core.periods import Period
from oseredok.base.preferences import actions as preferences
from oseredok.faces.front.work import actions, queries
from oseredok.faces.front.work.preferences import EMBEDDERS
from oseredok.management.indicators import actions as indicators
from oseredok.management.indicators import queries as numbers
from oseredok.management.indicators.catalogue import INDICATORS, indicator
from oseredok.management.reports.monitoring.models import Decision
from oseredok.management.reports.narrative import signing
from oseredok.spine.feedback import comments
from oseredok.spine.feedback.models import Topic
from tests.feedback import said
from tests.indicators.book import record, written
from tests.monitoring import cases
from tests.narrative import papers
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
SPACE = re.compile(r"\s+")


@pytest.fixture(autouse=True)
def _on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def text(client: Client, path: str = "/work/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1]
    return SPACE.sub(" ", unescape(re.sub(r"<[^>]+>", " ", main)))


def table(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/work/data.csv").content.decode())))


def test_an_empty_centre_says_so_instead_of_zeros(client: Client, world: World) -> None:
    page = text(client)
    assert "Рахувати ще нічого" in page
    assert "Відвідувань" not in page
    assert "Центр щойно починає" in text(client, "/work/embed/")
    assert table(client) == [] or all(line["value"] in ("", "0") for line in table(client))


def test_the_month_is_live(client: Client, world: World) -> None:
    written(world)
    assert "Відвідувань усього 46" in text(client)
    record(world, "visit", day=date(2026, 10, 14), hour=10, quantity=2)
    assert "Відвідувань усього 48" in text(client)


def test_what_nobody_has_counted_yet_is_named_not_shown_as_zero(client: Client, world: World) -> None:
    written(world)
    page = text(client)
    assert "Ще не рахували:" in page
    assert "слухачів навчальних занять" in page
    assert "Слухачів навчальних занять 0" not in page


def test_the_target_and_the_last_year_are_told(client: Client, world: World) -> None:
    written(world)
    indicators.set_target(indicator="visits.total", place=None, value=Decimal(150), valid_from=date(2026, 10, 1))
    page = text(client).replace("\u00a0", " ")
    assert "46 зі 150 До цілі місяця 104. На 26 більше, ніж торік за ці дні." in page


def test_a_year_that_was_not_counted_whole_is_not_compared_by_library(world: World) -> None:
    written(world)  # the first record is of October of the last year
    figures = queries.figures(on=date(2026, 10, 14))
    assert figures.since == date(2025, 10, 1)
    rows = queries.by_place(figures.row("visits.total").indicator, on=figures.on, since=figures.since)
    assert [(row.place.code, row.now, row.year_ago) for row in rows][:2] == [
        ("central", 51, None),
        ("zarichchia", 4, None),
    ]
    earlier = queries.by_place(figures.row("visits.total").indicator, on=figures.on, since=date(2025, 1, 1))
    assert earlier[0].year_ago == 20


def test_the_drawing_follows_the_chosen_indicator(client: Client, world: World) -> None:
    written(world)
    assert "Консультацій, за місяцями" in text(client, "/work/?show=consult.total")
    for odd in ("no.such", "<script>", "mean.reading"):
        assert "Відвідувань усього, за місяцями" in text(client, f"/work/?show={odd}")


def test_open_data_tell_the_same_numbers_as_the_indicators(client: Client, world: World) -> None:
    written(world)
    lines = table(client)
    month = Period.month(2026, 10)
    for place in (None, world.central, world.branch):
        for one in queries.shown():
            told = numbers.value(one, period=month, places=None if place is None else [place])
            found = [
                line
                for line in lines
                if (line["month"], line["place_code"], line["indicator"])
                == ("2026-10", place.code if place else "", one.code)
            ]
            assert [line["value"] for line in found] == [str(told)]
            assert found[0]["is_complete"] == "0"
    assert {line["month"] for line in lines} >= {"2025-10", "2026-09", "2026-10"}
    assert "2025-09" not in {line["month"] for line in lines}
    whole = json.loads(client.get("/work/data.json").content)
    assert [{name: str(value) for name, value in row.items()} for row in whole["rows"]] == lines


def test_the_dictionary_explains_every_code_and_column(client: Client, world: World) -> None:
    written(world)
    rows = list(csv.DictReader(io.StringIO(client.get("/work/dictionary.csv").content.decode())))
    codes = {row["code"] for row in rows}
    lines = table(client)
    assert set(lines[0]) <= codes
    assert {line["indicator"] for line in lines} <= codes


def test_machines_are_not_sent_what_they_have(client: Client, world: World) -> None:
    written(world)
    first = client.get("/work/data.csv")
    assert client.get("/work/data.csv", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    record(world, "visit", day=date(2026, 10, 14), hour=10)
    assert client.get("/work/data.csv", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200


def test_the_fragment_is_framed_only_by_those_whom_the_library_named(client: Client, world: World) -> None:
    written(world)
    answer = client.get("/work/embed/")
    assert "frame-ancestors 'self';" in answer["Content-Security-Policy"] + ";"
    preferences.set_value(
        declared=EMBEDDERS, text="https://rada.example.ua/, *.osvita.example.ua", by="Ольга Ткаченко", now=NOW
    )
    answer = client.get("/work/embed/")
    assert "frame-ancestors 'self' rada.example.ua *.osvita.example.ua" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert b"<script" not in answer.content
    assert "frame-ancestors 'none'" in client.get("/work/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name", ["rada", "a b; script-src *", "*", "'unsafe-inline'", "rada.example.ua/page", "x.ua:y"]
)
def test_what_is_no_name_of_a_site_never_reaches_the_policy(world: World, name: str) -> None:
    with pytest.raises(Invalid):
        preferences.set_value(declared=EMBEDDERS, text=name, by="Ольга Ткаченко", now=NOW)


def test_the_fragment_takes_the_colours_of_the_page_around_it(client: Client, world: World) -> None:
    assert 'data-theme="dark"' in client.get("/work/embed/?theme=dark").content.decode()
    assert 'data-theme="system"' in client.get('/work/embed/?theme="><script>').content.decode()


def test_the_office_chooses_what_is_shown_and_looks_first(client: Client, world: World) -> None:
    written(world)
    world.sign_in(client, "director")
    typed = {"consult.total": "1", "visits.service": "2"}
    seen = client.post("/office/work/", {**typed, "do": "preview"})
    assert "Ще нічого не збережено" in seen.content.decode()
    assert "Консультацій" in seen.content.decode()
    assert [one.code for one in queries.shown()] == list(queries.USUAL)
    assert client.post("/office/work/", typed).status_code == 302
    assert [one.code for one in queries.shown()] == ["consult.total", "visits.service"]
    page = text(client)
    assert page.index("Консультацій") < page.index("Відвідування: щоб отримати послугу")
    assert "Відвідувань усього" not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({}, "хоча б один"), ({"visits.total": "-1"}, "від 1 до 99"), ({"visits.total": "перше"}, "від 1 до 99")],
)
def test_a_choice_that_cannot_be_is_refused(client: Client, world: World, typed: dict[str, str], sentence: str) -> None:
    world.sign_in(client, "administrator")
    answer = client.post("/office/work/", typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert [one.code for one in queries.shown()] == list(queries.USUAL)


def test_too_many_and_unknown_are_refused(world: World) -> None:
    for codes in ([one.code for one in INDICATORS if not one.yearly], ["no.such"], ["mean.reading"]):
        with pytest.raises(Invalid):
            actions.choose_shown(codes=codes)


@pytest.mark.parametrize("who", ["consultant", "head", "methodist", "cataloguer", "stranger"])
def test_others_do_not_choose(client: Client, world: World, who: str) -> None:
    world.sign_in(client, who)
    assert client.get("/office/work/").status_code == 403


@pytest.mark.usefixtures("searchable")
def test_the_page_is_found(client: Client, world: World) -> None:
    assert 'href="/work/"' in client.get("/").content.decode()
    assert "/work/</loc>" in client.get("/sitemap.xml").content.decode()
    assert 'href="/work/"' in client.get("/search/?q=показники").content.decode().split("<main")[1]
    assert "How we work" in client.get("/en/work/").content.decode()


# --- What people say, what is published -----------------------------------------------------------------


def test_ratings_are_told_with_how_many_and_how_far_the_truth_may_be(client: Client, world: World) -> None:
    written(world)
    assert "нас ще ніхто не оцінив" in text(client)
    for score in (5, 5, 4, 2):
        said.rate(world, score)
    page = text(client).replace("\u00a0", " ")
    assert "4 оцінки за 12 місяців. Це мало: серед усіх, хто приходить, задоволених десь між" in page
    assert "75 % оцінок добрі: 4 або 5" in page


def test_only_comments_that_may_be_shown_are_shown_with_their_answers(client: Client, world: World) -> None:
    written(world)
    allowed = said.comment(world, "Не було світла, а стілець хитається <b>дуже</b>", may_publish=True)
    said.comment(world, "Це лише для вас", may_publish=False)
    topic = Topic.objects.order_by("order")[0]
    comments.look(
        comment=allowed,
        judgement=comments.Judgement(
            sort="remark", topic=topic, answer="Стілець полагодили.", publish=True, public_text=allowed.text
        ),
        places=[world.central],
        staff=world.head,
        now=NOW,
    )
    answer = client.get("/work/").content.decode()
    assert "хитається &lt;b&gt;дуже" in answer
    assert "Стілець полагодили." in answer
    assert "лише для вас" not in answer
    assert f"{topic.name}: 1" in answer


def test_a_report_on_the_site_is_listed_and_fed(client: Client, world: World) -> None:
    written(world)
    assert "Моніторинги й звіти" not in text(client)
    september = papers.draft(world, period=papers.SEPTEMBER, now=NOW)
    papers.sign(world, september, now=NOW)
    assert "про роботу за вересень" not in text(client)  # signed is not yet published
    document = signing.publish_report(report=september, duty=papers.duty_of(world, "director"), now=NOW)
    assert "Звіт про роботу за вересень 2026 року" in text(client)
    assert f"/documents/#d-{document.public_id}" in client.get("/work/").content.decode()
    feed = client.get("/work/feed/")
    assert feed["Content-Type"].startswith("application/rss+xml")
    ElementTree.fromstring(feed.content)  # noqa: S314 - our own
    assert "про роботу за вересень 2026 року" in feed.content.decode()


def test_published_monitorings_are_listed_with_what_they_changed(client: Client, world: World) -> None:
    written(world)
    made = cases.samples(world)
    page = client.get("/work/").content.decode()
    assert f"/monitoring/{made.published.public_id}/" in page
    assert str(made.draft.public_id) not in page
    assert f"/monitoring/{made.published.public_id}/" in client.get("/work/feed/").content.decode()
    Decision.objects.filter(pk=made.former.pk).update(
        outcome="done", outcome_words="Додали шість", checked_in=made.draft
    )
    assert "Додали шість" not in text(client)  # the check itself is not published yet
    Decision.objects.filter(pk=made.former.pk).update(checked_in=made.published)
    assert "Що ми змінили Додати розетки: Додали шість" in text(client)


# --- Small groups ---------------------------------------------------------------------------------------


def test_few_people_of_a_sensitive_group_are_told_nowhere(client: Client, world: World) -> None:
    written(world)
    for number in range(3):
        record(world, "user_new", day=date(2026, 10, 6), hour=10 + number, flags=["idp"])
    for number in range(6):
        record(world, "user_new", day=date(2026, 9, 8), hour=10 + number, flags=["idp"])
    record(world, "user_new", day=date(2026, 9, 8), flags=["idp"], place=world.branch)
    actions.choose_shown(codes=["users.idp"])
    page = text(client).replace("\u00a0", " ")
    assert "переселенців і переселенок менше 5" in page
    lines = [line for line in table(client) if line["indicator"] == "users.idp"]
    assert {line["place_code"] for line in lines} == {""}
    told = {line["month"]: (line["value"], line["note"]) for line in lines}
    assert told["2026-10"] == ("", "менше 5")
    assert told["2026-09"][0] in ("7", "")
    rows = queries.by_place(indicator("users.idp"), on=date(2026, 10, 14), since=date(2026, 9, 1))
    assert 1 not in [row.now for row in rows]
    assert "менше 5" in text(client, "/work/embed/").replace("\u00a0", " ")
