"""The registry looked through by choices alone, in Ukrainian order; a list leaves it by the director's word, and is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from oseredok.base.core.errors import Invalid
from oseredok.library.people import actions
from oseredok.library.people.models import FormerCard, Reader
from oseredok.library.people.registry import browsing, list_export
from oseredok.library.people.registry.browsing import Chosen
from oseredok.library.people.registry.models import ListExport
from oseredok.library.privacy import actions as privacy
from oseredok.library.privacy.models import Look
from tests.world import World

pytestmark = pytest.mark.django_db

LIST, EXPORT = "/people/list/", "/people/list/export/"
PEOPLE = (
    ("Їжак", "Ніна", 1990),
    ("Іваненко", "Олег", 1960),
    ("Ґудзь", "Ада", 1985),
    ("Гай", "Лев", 2018),
    ("Яремко", "Ія", 2012),
)


@pytest.fixture
def day(world: World) -> Iterator[World]:
    with time_machine.travel(world.now, tick=False):
        for surname, given_name, year in PEOPLE:
            actions.register_reader(
                surname=surname, given_name=given_name, birth_year=year,
                library=world.branch if surname == "Їжак" else world.central, staff=world.head, now=world.now,
            )  # fmt: skip
        yield world


def one(surname: str) -> Reader:
    return Reader.objects.get(surname=surname)


def names(answer: Any) -> list[str]:
    return [reader.surname for reader in answer.context["found"].readers]


def all_names() -> list[str]:
    return list(Reader.objects.values_list("surname", flat=True))


def test_everybody_is_there_in_ukrainian_order_and_the_newest_first_when_asked(day: World, client: Client) -> None:
    day.sign_in(client, "director")
    found = names(client.get(LIST))
    assert found[:4] == ["Гай", "Ґудзь", "Іваненко", "Їжак"]
    assert sorted(found) == sorted(all_names())
    Reader.objects.filter(surname="Ґудзь").update(created_on=day.now.date() - timedelta(days=400))
    newest = names(client.get(LIST, {"sort": "newest"}))
    assert (newest[0], newest[-1]) == ("Яремко", "Ґудзь")


def test_each_choice_narrows(day: World, client: Client) -> None:
    day.sign_in(client, "director")
    actions.replace_card(reader=one("Ґудзь"), reason=FormerCard.Reason.LOST, staff=day.head, now=day.now)
    actions.close_reader(reader=one("Іваненко"), why="moved", on=day.now.date(), now=day.now)
    Reader.objects.filter(surname="Яремко").update(category="guest")
    Reader.objects.filter(surname="Їжак").update(kind="organisation")
    one("Гай").registrations.update(year=2025)
    assert names(client.get(LIST, {"lost": "yes"})) == ["Ґудзь"]
    assert names(client.get(LIST, {"state": "left"})) == ["Іваненко"]
    assert names(client.get(LIST, {"category": "guest"})) == ["Яремко"]
    assert names(client.get(LIST, {"kind": "organisation"})) == ["Їжак"]
    assert names(client.get(LIST, {"registered": "no"})) == ["Гай"]
    assert names(client.get(LIST, {"place": day.branch.code})) == ["Їжак"]
    assert "Іваненко" not in names(client.get(LIST)), "who left is not there unless asked for"
    assert "Іваненко" in names(client.get(LIST, {"state": "all"}))
    assert names(client.get(LIST, {"kind": "organisation", "category": "guest"})) == []
    assert "нікого немає" in client.get(LIST, {"kind": "organisation", "lost": "yes"}).content.decode()


def test_children_are_told_by_their_years_and_in_the_deciding_year_by_the_day(day: World) -> None:
    today = day.now.date()  # 14 October 2026

    def children() -> list[str]:
        chosen = Chosen(places=[day.central, day.branch], child=browsing.YES)
        return [reader.surname for reader in browsing.readers(chosen, on=today, consent_age=14)]

    assert "Яремко" in children(), "only the year is known, and it does not tell"
    for born, is_child in ((date(2012, 10, 14), False), (date(2012, 10, 15), True)):
        Reader.objects.filter(surname="Яремко").update(birth_date=born)
        assert ("Яремко" in children()) is is_child
    assert "Гай" in children()
    assert "Іваненко" not in children()


def test_pages_follow_each_other_and_keep_the_choice(
    day: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsing, "A_PAGE", 2)
    monkeypatch.setattr("oseredok.library.people.registry.listing.A_PAGE", 2)
    day.sign_in(client, "director")
    first = client.get(LIST, {"place": day.central.code})
    assert names(first) == ["Гай", "Ґудзь"]
    assert f'href="?place={day.central.code}&amp;page=2"' in first.content.decode()
    second = client.get(LIST, {"place": day.central.code, "page": "2"})
    assert names(second)[0] == "Іваненко"
    assert "Показано з 3 до 4" in second.content.decode()
    for hostile in ("-1", "99999999", "x", "", "²"):
        assert client.get(LIST, {"page": hostile}).status_code == 200


def test_an_answer_that_is_none_of_ours_narrows_nothing_and_is_not_repeated(day: World, client: Client) -> None:
    day.sign_in(client, "director")
    page = client.get(LIST, {"kind": "<script>", "place": "nowhere", "sort": "; DROP", "state": "?"})
    assert page.status_code == 200
    assert page.context["query"] == ""
    assert "<script>" not in page.content.decode().partition("<main")[2]
    assert len(names(page)) == Reader.objects.count()


def test_a_branch_librarian_sees_the_branch_only_and_a_consultant_nobody(day: World, client: Client) -> None:
    day.sign_in(client, "branch_librarian")
    assert names(client.get(LIST)) == ["Їжак"]
    assert names(client.get(LIST, {"place": day.central.code})) == ["Їжак"]
    assert client.get(EXPORT).status_code == 403
    day.sign_in(client, "consultant")
    assert client.get(LIST).status_code == 403


# --- The export -------------------------------------------------------------------------------------


def sheet_of(content: bytes) -> list[list[Any]]:
    active = load_workbook(io.BytesIO(content)).active
    assert active is not None
    return [[cell.value for cell in row] for row in active.iter_rows()]


def test_the_director_takes_a_list_and_each_reader_in_it_is_told(day: World, client: Client) -> None:
    day.sign_in(client, "director")
    told = {"why": "invite", "note": "Лист засновника № 14", "columns": ["phone"]}
    answer = client.post(f"{EXPORT}?place={day.central.code}", told)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="spysok-chytachiv.xlsx"'
    rows = sheet_of(answer.content)
    head = next(row for row in rows if row[0] == "Читач")
    assert head[:3] == ["Читач", "Квиток", "Телефон"]
    assert [row[0] for row in rows[rows.index(head) + 1 :]][:2] == ["Гай Лев", "Ґудзь Ада"]
    kept = ListExport.objects.get()
    central = Reader.objects.filter(home_library=day.central).count()
    assert (kept.made_by, kept.why, kept.note, kept.amount) == (day.director, "invite", "Лист засновника № 14", central)
    assert "Бібліотека: " in kept.chosen
    assert set(Look.objects.filter(what="export").values_list("reader__home_library", flat=True)) == {day.central.pk}
    assert Look.objects.filter(what="export").count() == central
    page = client.get(EXPORT).content.decode()
    assert "Лист засновника № 14" in page


def test_sensitive_groups_are_never_in_a_list(day: World) -> None:
    reader = one("Їжак")
    privacy.set_flags(reader=reader, flags=["veteran"], channel="paper", staff=day.head, now=day.now)
    made = list_export.export(
        chosen=Chosen(places=[day.branch]), why="check", note="Наказ № 3",
        columns=[code for code, _title in list_export.EXTRA], staff=day.director, now=day.now,
    )  # fmt: skip
    text = str(sheet_of(made)).lower()
    assert "їжак" in text
    assert "ветеран" not in text
    assert "veteran" not in text
    assert not {"flags", "groups", "social_status", "guardian_name"} & {code for code, _title in list_export.EXTRA}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"why": "curiosity"}, "why"),
        ({"note": " \u200b "}, "note"),
        ({"columns": ["pin_hash"]}, "column"),
        ({"chosen": Chosen(places=[])}, "list_empty"),
    ],
)
def test_a_list_without_a_purpose_or_with_more_than_is_offered_is_refused(
    day: World, changes: dict[str, Any], code: str
) -> None:
    asked = {"chosen": Chosen(places=[day.central]), "why": "check", "note": "Наказ № 3", "columns": [], **changes}
    with pytest.raises(Invalid) as refused:
        list_export.export(**asked, staff=day.director, now=day.now)
    assert refused.value.code == code
    assert not ListExport.objects.exists()
    assert not Look.objects.filter(what="export").exists()


def test_half_a_town_at_once_is_refused(day: World, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    monkeypatch.setattr(list_export, "MOST", 2)
    day.sign_in(client, "director")
    answer = client.post(EXPORT, {"why": "check", "note": "Наказ № 3"})
    assert answer.status_code == 422
    assert "понад 2 читачів" in answer.content.decode()
    assert client.post(EXPORT, {}).status_code == 422


def test_a_name_that_looks_like_a_formula_stays_text(day: World) -> None:
    Reader.objects.filter(surname="Їжак").update(surname="=1+1")
    made = list_export.export(
        chosen=Chosen(places=[day.branch]), why="check", note="=cmd|' /C calc'!A0", columns=[], staff=day.director,
        now=day.now,
    )  # fmt: skip
    active = load_workbook(io.BytesIO(made)).active
    assert active is not None
    assert all(cell.data_type != "f" for row in active.iter_rows() for cell in row)
