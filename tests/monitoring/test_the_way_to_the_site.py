"""From the numbers of a half-year to its page on the site: every step through the pages, refusals beside successes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.base.core.periods import Period
from oseredok.faces.office.monitoring.nav import what_waits
from oseredok.management.indicators.catalogue import INDICATORS
from oseredok.management.reports.frozen.actions import freeze
from oseredok.management.reports.frozen.content import Point
from oseredok.management.reports.monitoring import actions, choices, decisions, files, queries, tasks
from oseredok.management.reports.monitoring.models import Decision, Monitoring, State
from oseredok.management.reports.monitoring.report import as_published, report
from oseredok.spine.journal.models import ClosedPeriod
from tests.indicators import book
from tests.monitoring import cases
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_third_of_july() -> Any:
    with time_machine.travel(cases.NOW, tick=True):
        yield


@pytest.fixture
def half(world: World) -> World:
    return cases.written(world)


def url(one: Monitoring, step: str = "") -> str:
    return f"/office/monitoring/{one.public_id}/{step}"


def taken(client: Client, one: Monitoring, kind: str) -> bytes:
    """A file of the site, as a browser saves it."""
    answer: Any = client.get(f"/monitoring/{one.public_id}/{kind}/")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content)


# --- Starting -----------------------------------------------------------------------------------------


def test_the_director_freezes_a_half_year_and_sees_the_report(client: Client, half: World) -> None:
    half.sign_in(client, "director")
    form = client.get("/office/monitoring/new/").content.decode()
    assert "перше півріччя 2026 року" in form
    answer = client.post(
        "/office/monitoring/new/",
        {
            "period": "2026-h1",
            "places": [place.pk for place in (half.central, *half.branches)],
            "codes": ["visits.total", "consult.eservices"],
            "close_period": "on",
        },
    )
    one = Monitoring.objects.get()
    assert answer.headers["Location"] == url(one)
    assert one.scope == "all"
    assert ClosedPeriod.objects.get().place is None
    page = client.get(url(one)).content.decode().replace("\u00a0", " ")
    assert "1 008" in page
    assert "Ціль 150 на місяць досягнуто у 4 місяцях із 6" in page
    assert "/office/entries/?indicator=visits.total" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"period": "2026-h2"}, "period"),
        ({"period": "\x00"}, ""),
        ({"codes": []}, "Виберіть хоча б один показник."),
        ({"codes": ["<script>"]}, ""),
        ({"places": []}, "Виберіть хоча б одну бібліотеку."),
        ({"places": ["999999"]}, ""),
    ],
)
def test_what_cannot_be_frozen_is_refused_with_a_sentence(
    client: Client, half: World, wrong: dict[str, Any], sentence: str
) -> None:
    half.sign_in(client, "director")
    told = {"period": "2026-h1", "places": [half.central.pk], "codes": ["visits.total"]} | wrong
    answer = client.post("/office/monitoring/new/", told)
    assert answer.status_code in (400, 422)
    assert sentence in answer.content.decode()
    assert not Monitoring.objects.exists()


def test_a_second_monitoring_of_the_same_is_refused(half: World) -> None:
    cases.started(half)
    with pytest.raises(Conflict) as refusal:
        cases.started(half)
    assert refusal.value.code == "monitoring-exists"


def test_a_head_prepares_for_the_own_library_only(client: Client, half: World) -> None:
    half.sign_in(client, "head")
    form = {"period": "2026-h1", "places": [half.central.pk], "codes": ["visits.total"]}
    client.post("/office/monitoring/new/", form)
    assert Monitoring.objects.get().scope == str(half.central.pk)
    refused = client.post("/office/monitoring/new/", {**form, "places": [half.branch.pk]})
    assert refused.status_code == 422
    with pytest.raises(NotAllowed):
        cases.started(half, who="head")


def test_a_draft_of_others_is_not_there_for_a_head(client: Client, half: World) -> None:
    one = cases.started(half)
    half.sign_in(client, "head")
    for step in ("", "words/", "conclusions/", "later/", "monitoring.csv"):
        assert client.get(url(one, step)).status_code == 404
    half.sign_in(client, "consultant")
    assert client.get(url(one)).status_code == 403


# --- Numbers ------------------------------------------------------------------------------------------


def test_a_late_correction_changes_no_frozen_number_and_is_listed(client: Client, half: World) -> None:
    one = cases.started(half)
    half.sign_in(client, "director")
    book.record(half, "visit", day=date(2026, 6, 30), quantity=9, now=cases.NOW + timedelta(hours=1))
    page = client.get(url(one)).content.decode().replace("\u00a0", " ")
    assert "1 008" in page
    assert "1 017" not in page
    later = client.get(url(one, "later/")).content.decode().replace("\u00a0", " ")
    assert "1 008" in later
    assert "1 017" in later
    assert "+9" in later


def test_freezing_anew_needs_a_reason_and_keeps_the_former_version(client: Client, half: World) -> None:
    one = cases.started(half)
    half.sign_in(client, "director")
    book.record(half, "visit", day=date(2026, 6, 30), quantity=9, now=cases.NOW + timedelta(hours=1))
    form = {"codes": ["visits.total"]}
    assert client.post(url(one, "freeze/"), form).status_code == 422
    client.post(url(one, "freeze/"), {**form, "why": "Внесено забуті записи"})
    one.refresh_from_db()
    assert one.snapshot.rows[0].number == 1017
    assert [version.snapshot.rows[0].number for version in one.versions.all()][1] == 1017
    assert one.versions.get(number=2).why == "Внесено забуті записи"


def test_edited_words_stay_when_the_numbers_change_and_ask_to_be_looked_at(client: Client, half: World) -> None:
    one = cases.started(half)
    half.sign_in(client, "director")
    texts = {}
    for note in one.notes.all():
        texts |= {f"text-{note.code}": note.text, f"why-{note.code}": note.why}
    texts["text-visits.total"] = "Відвідувань більшає. <script>alert(1)</script>"
    texts["why-visits.total"] = "Додалися суботні заняття"
    client.post(url(one, "words/"), texts)
    page = client.get(url(one)).content.decode()
    assert "Додалися суботні заняття" in page
    assert "<script>alert" not in page
    book.record(half, "visit", day=date(2026, 6, 30), quantity=9, now=cases.NOW + timedelta(hours=1))
    actions.freeze_anew(
        monitoring=one,
        codes=choices.default_codes(),
        why="Забуті записи",
        duty=cases.duty(half, "director"),
        now=timezone.now(),
    )
    note = one.notes.get(code="visits.total")
    assert note.text.startswith("Відвідувань більшає")
    assert note.stale
    assert "1 017" in note.original.replace("\u00a0", " ")
    assert not one.notes.get(code="consult.eservices").stale
    assert queries.missing(one)[0].step == "words"
    client.post(url(one, "words/visits.total/"))
    assert one.notes.get(code="visits.total").text == note.original


def test_the_sentences_save_themselves(client: Client, half: World) -> None:
    one = cases.started(half)
    half.sign_in(client, "director")
    answer = client.post(url(one, "words/"), {"text-visits.total": "Коротко."}, headers={"HX-Request": "true"})
    assert "Збережено" in answer.content.decode()
    too_long = client.post(url(one, "words/"), {"text-visits.total": "я" * 5000}, headers={"HX-Request": "true"})
    assert too_long.status_code == 422
    assert "<html" not in too_long.content.decode()


# --- Decisions ----------------------------------------------------------------------------------------


def test_decisions_of_one_period_are_checked_in_the_next(client: Client, half: World) -> None:
    first = _published(half)
    with time_machine.travel(cases.NOW.replace(year=2027, month=1, day=5), tick=True):
        second = cases.started(half, period=Period.half_year(2026, 2), now=timezone.now())
        half.sign_in(client, "director")
        decision = first.decisions.get()
        assert queries.missing(second)[0].step == "before"
        assert "Додати розетки" in client.get(url(second, "before/")).content.decode()
        check = url(second, f"before/{decision.pk}/")
        assert client.post(check, {"outcome": "moved", "words": ""}).status_code == 422
        client.post(check, {"outcome": "moved", "words": "Немає коштів", "moved_to": "2027-03-01"})
        decision.refresh_from_db()
        assert (decision.outcome, decision.checked_in) == (Decision.Outcome.MOVED, second)
        moved = second.decisions.get()
        assert (moved.what, moved.until, moved.came_from) == (decision.what, date(2027, 3, 1), decision)
        client.post(check, {"outcome": "done", "words": "Куплено шість"})
        assert not second.decisions.exists()
        assert not any(gap.step == "before" for gap in queries.missing(second))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"what": " "}, "no-what"),
        ({"who": ""}, "no-who"),
        ({"until": date(2026, 6, 30)}, "term-before-the-period"),
        ({"until": date(2062, 1, 1)}, "term-too-far"),
        ({"what": "я" * 401}, "too-long"),
    ],
)
def test_a_decision_without_its_parts_is_refused(half: World, told: dict[str, Any], code: str) -> None:
    one = cases.started(half)
    values: dict[str, Any] = {"what": "Додати розетки", "who": "Завідувач", "until": date(2026, 9, 1)} | told
    with pytest.raises(Invalid) as refusal:
        decisions.decide(monitoring=one, **values, duty=cases.duty(half, "director"))
    assert refusal.value.code == code


def test_the_same_decision_sent_twice_is_one(client: Client, half: World) -> None:
    one = cases.started(half)
    half.sign_in(client, "director")
    form = {"what": "Додати розетки", "who": "Завідувач", "until": "01.09.2026"}
    client.post(url(one, "decisions/"), form)
    assert client.post(url(one, "decisions/"), form).status_code == 422
    assert one.decisions.count() == 1


# --- Approving and publishing -------------------------------------------------------------------------


def test_what_lacks_something_is_not_approved(half: World) -> None:
    one = cases.started(half)
    director = cases.duty(half, "director")
    order: dict[str, Any] = {
        "order_number": "41-о", "order_date": date(2026, 7, 3), "position": "Директор", "duty": director, "now": cases.NOW,
    }  # fmt: skip
    with pytest.raises(Conflict) as refusal:
        actions.approve(monitoring=one, **order)
    assert refusal.value.code == "monitoring-incomplete"
    one = _complete(half, one)
    for told, code in (
        ({"order_number": " "}, "no-order-number"),
        ({"order_date": date(2026, 7, 4)}, "order-ahead"),
        ({"order_date": date(2026, 6, 1)}, "order-too-early"),
        ({"position": ""}, "no-position"),
    ):
        with pytest.raises(Invalid) as wrong:
            actions.approve(monitoring=one, **(order | told))
        assert wrong.value.code == code
    with pytest.raises(NotAllowed):
        actions.approve(monitoring=one, **(order | {"duty": cases.duty(half, "methodist")}))


def _complete(half: World, one: Monitoring) -> Monitoring:
    return actions.conclude(
        monitoring=one, conclusions="Людей більшає.", nothing_to_decide=True, duty=cases.duty(half, "director")
    )


def test_approving_asks_for_the_password_again(client: Client, half: World) -> None:
    one = cases.ready(half)
    half.sign_in(client, "director")
    with time_machine.travel(cases.NOW + timedelta(hours=2), tick=True):
        answer = client.post(
            url(one, "approve/"), {"order_number": "41-о", "order_date": "03.07.2026", "position": "Директор"}
        )
    assert answer.headers["Location"].startswith("/account/reauthenticate/")
    one.refresh_from_db()
    assert one.state == State.DRAFT


def test_nothing_approved_is_written_anew(client: Client, half: World) -> None:
    one = cases.approved(half)
    director = cases.duty(half, "director")
    for verb in (
        lambda: actions.conclude(monitoring=one, conclusions="Інше", nothing_to_decide=False, duty=director),
        lambda: actions.freeze_anew(monitoring=one, codes=["visits.total"], why="так", duty=director, now=cases.NOW),
        lambda: actions.write_notes(monitoring=one, texts={"visits.total": ("Інше", "")}, duty=director),
        lambda: decisions.take_back(decision=one.decisions.get(), duty=director),
    ):
        with pytest.raises(Conflict) as refusal:
            verb()
        assert refusal.value.code == "monitoring-state"


def test_the_site_shows_nothing_before_the_files_are_made(client: Client, half: World) -> None:
    one = cases.approved(half)
    assert client.get(f"/monitoring/{one.public_id}/").status_code == 404
    with pytest.raises(Conflict) as refusal:
        actions.publish(monitoring=one, duty=cases.duty(half, "director"), now=cases.NOW)
    assert refusal.value.code == "outputs-not-made"


def _published(half: World) -> Monitoring:
    one = cases.approved(half)
    for kind in queries.OUTPUTS:
        files.keep(monitoring=one, kind=kind, now=cases.NOW)
    return actions.publish(monitoring=one, duty=cases.duty(half, "director"), now=cases.NOW)


def test_a_published_monitoring_is_read_by_anybody_without_a_way_to_the_entries(client: Client, half: World) -> None:
    one = _published(half)
    page = client.get(f"/monitoring/{one.public_id}/").content.decode().replace("\u00a0", " ")
    assert "1 008" in page
    assert "№ 41-о" in page
    assert "/office/" not in page.replace("/account/", "")
    assert one.snapshot.digest in page
    assert one.title in client.get("/monitoring/").content.decode()
    assert 'lang="uk"' in client.get(f"/en/monitoring/{one.public_id}/").content.decode()
    assert all(taken(client, one, kind) for kind in queries.OUTPUTS)
    assert client.get(f"/monitoring/{one.public_id}/exe/").status_code == 404


def test_files_of_a_published_monitoring_are_the_same_for_ever(client: Client, half: World) -> None:
    one = _published(half)
    first = taken(client, one, "csv")
    book.record(half, "visit", day=date(2026, 6, 30), quantity=9, now=cases.NOW + timedelta(hours=1))
    half.central.short_name = "Головна"
    half.central.save()
    files.keep(monitoring=one, kind="csv", now=cases.NOW + timedelta(days=30))
    assert taken(client, one, "csv") == first
    assert "1 017" not in client.get(f"/monitoring/{one.public_id}/").content.decode().replace("\u00a0", " ")


def test_a_withdrawn_monitoring_says_why_at_the_same_address(client: Client, half: World) -> None:
    one = _published(half)
    half.sign_in(client, "director")
    assert client.post(url(one, "withdraw/"), {"why": ""}).status_code == 422
    client.post(url(one, "withdraw/"), {"why": "Помилка в кількості довідок"})
    answer = Client().get(f"/monitoring/{one.public_id}/")
    assert answer.status_code == 410
    assert "Помилка в кількості довідок" in answer.content.decode()
    assert Client().get(f"/monitoring/{one.public_id}/csv/").status_code == 404
    assert cases.started(half).pk != one.pk  # another one of the period may now be made


def test_taken_back_to_a_draft_it_loses_its_files(client: Client, half: World) -> None:
    one = cases.approved(half)
    files.keep(monitoring=one, kind="csv", now=cases.NOW)
    half.sign_in(client, "director")
    client.post(url(one, "draft/"))
    one.refresh_from_db()
    assert one.is_draft
    assert not one.outputs.exists()


def test_ordering_the_files_twice_orders_them_once(half: World) -> None:
    one = cases.approved(half)
    first = tasks.order(monitoring=one, by=half.director)
    assert tasks.order(monitoring=one, by=half.director).pk == first.pk


# --- What is hidden -----------------------------------------------------------------------------------


def test_few_people_of_a_vulnerable_category_are_not_published(half: World) -> None:
    one = cases.approved(half)
    told = report(one, public=True)
    assert not told.lines[0].hidden
    code = next(row.code for row in INDICATORS if row.sensitive)
    few = replace(told.content.rows[0], code=code, sensitive=True, number=Decimal(3))
    content = replace(told.content, rows=(few, *told.content.rows[1:]))
    hidden = replace(told, content=content).lines[0]
    assert hidden.now == "менше 5"
    assert hidden.words == ""
    assert hidden.row.months == ()
    assert replace(told, content=content, is_public=False).lines[0].now == "3"


def test_a_small_month_of_a_vulnerable_category_is_not_found_from_the_others(half: World) -> None:
    told = report(cases.approved(half), public=True)
    code = next(row.code for row in INDICATORS if row.sensitive)
    months = tuple(Point(f"2026-0{month}", "", Decimal(n)) for month, n in enumerate((30, 2, 40, 50, 60, 70), 1))
    row = replace(
        told.content.rows[0], code=code, sensitive=True, number=Decimal(252), before=Decimal(3), months=months
    )
    published, instead = as_published(row)
    assert instead == ""
    assert published.before is None
    assert sum(point.number is None for point in published.months) >= 2


# --- What waits ---------------------------------------------------------------------------------------


def test_a_half_year_without_a_monitoring_is_told_and_becomes_urgent(half: World) -> None:
    director = cases.duty(half, "director")
    found = list(what_waits(director, cases.NOW))
    assert [(one.sentence, one.urgent) for one in found] == [
        ("Перше півріччя 2026 року минуло, моніторингу ще немає", False)
    ]
    assert next(iter(what_waits(director, cases.NOW + timedelta(days=40)))).urgent
    cases.started(half)
    assert list(what_waits(director, cases.NOW)) == []


def test_a_ready_draft_waits_for_the_director(half: World) -> None:
    cases.ready(half)
    assert ["чекає на затвердження" in one.sentence for one in what_waits(cases.duty(half, "director"), cases.NOW)] == [
        True
    ]


def test_a_decision_past_its_term_is_told(half: World) -> None:
    _published(half)
    found = list(what_waits(cases.duty(half, "director"), cases.NOW + timedelta(days=90)))
    assert any("Строк рішення «Додати розетки в залі»" in one.sentence for one in found)


def test_the_same_numbers_come_from_sql_over_entries(half: World) -> None:
    snapshot = freeze(codes=["visits.total"], period=cases.HALF, places=None, now=cases.NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(e.quantity) FROM journal_entry e JOIN offer_servicekind k ON k.id = e.kind_id "
            "WHERE k.code IN ('visit', 'visit_event') AND e.local_date >= %s AND e.local_date < %s",
            [cases.HALF.start, cases.HALF.end],
        )
        assert snapshot.rows[0].number == cursor.fetchone()[0] == 1008
