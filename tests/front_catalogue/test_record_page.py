"""The page of one book: what it is, where it is, how it is cited, for people, for search engines and at an address that stays."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings

from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.library.places import actions as places
from tests.front_catalogue import shelves
from tests.front_catalogue.shelves import copy, put
from tests.world import World


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.unescape(answer.content.decode())


def words_of(page: str) -> str:
    """The words that a person reads in the main part."""
    main = page.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found.group(1))
    return told


def test_the_line_under_a_title_says_only_what_is_known(client: Client, world: World) -> None:
    def line(record: Record) -> str:
        found = re.search(r'class="record__who"[^>]*>(.*?)</p>', read(client, path_of(record)))
        assert found
        return found[1]

    assert line(put(world, "Наш край", kind="serial", year=2001, number="к-1")) == "2001"
    assert line(shelves.mills(world)) == "історія одного містечка. Лідія Гайова ; худож. Остап Лимар, 2023"


def test_a_page_says_what_the_book_is_and_where_it_is(client: Client, world: World) -> None:
    record = shelves.mills(world)
    with time_machine.travel(world.now):
        words = words_of(read(client, path_of(record)))
    for told in (
        "Млини над Тихою",
        "історія одного містечка",
        "Лідія Гайова",
        "Як жили Тихогори",
        "Вільний 1 з 3",
        "на полиці, шифр 94(477) Г14",
        "лише читати на місці",
        "Полтава : Світлиця, 2023",
        "українська",
        "Млини – Історія",
        "Тихогори, місто",
        "94(477.53)",
        "978-617-7171-13-2",
        "Лимар, Остап , художник",
        "Гайова Л. П. Млини над Тихою : історія одного містечка / худож. Остап Лимар. Полтава : Світлиця, 2023. 214 с.",
    ):
        assert told in words
    assert words.index("Вільний 1 з 3") < words.index("Полтава : Світлиця")


def test_whether_it_is_here_is_said_for_every_branch_in_the_office_order(client: Client, world: World) -> None:
    record = put(world, "Кобзар", copies=[copy("Ф1", "lent"), copy("АБ", quantity=2), copy("Склад", "away")])
    with time_machine.travel(world.now):
        words = words_of(read(client, path_of(record)))
    assert "Вільні 2 з 4" in words
    assert "на полиці: 2" in words
    central, branch = words.index(world.central.short_name), words.index(world.branch.short_name)
    assert central < branch < words.index("Склад"), "a place that nobody has tied to a library comes last"


@pytest.mark.parametrize(
    ("copies", "sentence"),
    [
        ([copy()], "Є на полиці"),
        ([copy(quantity=3)], "Є на полиці: 3"),
        ([copy("АБ", "lent"), copy("Ф1", "reserved")], "Зараз усе видано"),
        ([copy("АБ", "reading")], "Можна читати в бібліотеці"),
        ([copy("АБ", "off"), copy("АБ", "lost")], "Примірників немає"),
        ([], "Примірників немає"),
    ],
)
def test_one_sentence_tells_it_first(client: Client, world: World, copies: list[Any], sentence: str) -> None:
    record = put(world, "Лісова пісня", copies=copies)
    with time_machine.travel(world.now):
        page = read(client, path_of(record))
    assert f'<h2 id="copies">{sentence}</h2>' in page
    assert ("pane--lit" in page) == (sentence in ("Є на полиці", "Є на полиці: 3"))


def test_in_an_alert_no_window_is_lit(client: Client, world: World) -> None:
    record = put(world, "Лісова пісня", copies=[copy()])
    with time_machine.travel(world.now):
        places.begin_closure(library=world.central, kind="air_raid", staff_name="Н", now=world.now)
        page = read(client, path_of(record))
    assert "Є на полиці" in page
    assert "pane--lit" not in page


def test_what_has_no_copies_is_read_elsewhere(client: Client, world: World) -> None:
    journal = put(world, "Край", kind="serial", number="j-1")
    host = {"title": "Край", "year": "2019", "number": "3", "control_number": "j-1"}
    article = put(world, "Земські школи", "Гайова, Лідія", kind="article", host=host)
    document = put(world, "Звіт", kind="edocument", links=[{"url": "https://example.org/zvit", "text": "Звіт за рік"}])
    with time_machine.travel(world.now):
        in_journal, on_screen = read(client, path_of(article)), read(client, path_of(document))
    assert "Шукайте видання «Край»" in in_journal
    assert f'<a href="{path_of(journal)}">Край, 2019, 3</a>' in in_journal
    assert 'href="https://example.org/zvit"' in on_screen
    assert "Звіт за рік" in on_screen
    assert "Примірників немає" not in words_of(on_screen)


def test_other_editions_of_the_work_are_named_and_the_same_title_by_another_is_not(
    client: Client, world: World
) -> None:
    record = put(world, "Кобзар", "Шевченко, Тарас", 1990)
    newer = put(world, "Кобзарь", "Шевченко, Тарас", 2014)
    same = put(world, "Кобзар", "Шевченко, Т. Г.", 2014, publishers=["Веселка"])
    other = put(world, "Кобзар", "Лимар, Остап", 2014)
    with time_machine.travel(world.now):
        page = read(client, path_of(record))
    assert f'href="{path_of(same)}"' in page
    assert "Веселка, 2014" in words_of(page)
    assert path_of(other) not in page
    assert path_of(newer) not in page


@pytest.mark.usefixtures("searchable")
def test_results_show_a_work_once_and_lead_to_its_other_editions(client: Client, world: World) -> None:
    editions = [put(world, "Кобзар", "Шевченко, Тарас", year) for year in (1990, 2014, 2021)]
    put(world, "Кобзарі Полтавщини", "Лимар, Остап")
    with time_machine.travel(world.now):
        page = client.get("/search/", {"q": "кобзар"}).content.decode()
        english = client.get("/en/search/", {"q": "кобзар"}).content.decode()
        alone = client.get("/search/", {"q": "кобзарі полтавщини"}).content.decode()
    assert "Знайдено 2" in words_of(page)
    assert "Разом з іншими виданнями тих самих творів: 4." in words_of(page)
    assert "Є ще 2 інші видання" in words_of(page)
    assert any(f'href="{path_of(one)}#editions"' in page for one in editions)
    assert "With other editions of the same works: 4." in words_of(english)
    assert "And 2 other editions" in words_of(english)
    assert "інші видання" not in words_of(alone)
    assert "інших видань" not in words_of(alone)


# --- The address --------------------------------------------------------------------------------------------


def test_the_number_alone_finds_the_page_and_wrong_words_lead_to_the_right_ones(client: Client, world: World) -> None:
    record = put(world, "Тіні забутих предків")
    assert path_of(record) == f"/catalogue/{record.pk}-tini-zabutykh-predkiv/"
    for path in (f"/catalogue/{record.pk}/", f"/catalogue/{record.pk}-tini/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (301, path_of(record))
    assert client.get("/catalogue/999999999999999999999999/").status_code == 404


def test_a_title_without_letters_still_has_an_address(client: Client, world: World) -> None:
    record = put(world, "…")
    with time_machine.travel(world.now):
        assert f"/catalogue/{record.pk}/" == path_of(record)
        read(client, path_of(record))


@override_settings(PUBLIC_ADDRESS="https://biblioteka.example")
def test_the_address_to_keep_is_the_one_that_people_know(client: Client, world: World) -> None:
    record = put(world, "Кобзар")
    with time_machine.travel(world.now):
        page = read(client, path_of(record))
    assert f'<link rel="canonical" href="https://biblioteka.example{path_of(record)}">' in page
    assert f'id="record-address" class="cite__address">https://biblioteka.example{path_of(record)}<' in page


def test_a_record_that_has_gone_says_so_and_a_merged_one_leads_to_its_other(client: Client, world: World) -> None:
    gone, twin = put(world, "Кобзар", year=1990), put(world, "Лісова пісня")
    Record.objects.filter(pk__in=[gone.pk, twin.pk]).update(deleted_at=world.now)
    kept = put(world, "Лісова пісня")
    with time_machine.travel(world.now):
        page = read(client, path_of(gone), status=410)
        answer = client.get(path_of(twin))
    assert "Цієї книги в каталозі вже немає" in page
    assert 'value="Кобзар"' in page, "the search is ready to go on"
    assert (answer.status_code, answer.headers["Location"]) == (302, path_of(kept))
    assert client.get(f"/catalogue/{gone.pk}/cite.ris").status_code == 404


# --- For programs -------------------------------------------------------------------------------------------


def test_search_engines_read_the_record_and_nothing_in_it_ends_the_data(client: Client, world: World) -> None:
    record = put(world, "</script><script>alert(1)</script>&", "О’Генрі, <b>", 2001, isbn=["9786177171132"])
    with time_machine.travel(world.now):
        raw = client.get(path_of(record)).content.decode()
    told = data_of(raw)
    assert told["@type"] == "Book"
    assert told["name"] == "</script><script>alert(1)</script>&"
    assert (told["isbn"], told["datePublished"], told["inLanguage"]) == (["9786177171132"], "2001", "uk")
    assert "<script>alert" not in raw


@pytest.mark.parametrize(
    ("extension", "begins", "kind"),
    [("ris", "TY  - BOOK\r\n", "research-info"), ("bib", "@book{", "bibtex")],
)
def test_the_citation_is_given_as_a_file(client: Client, world: World, extension: str, begins: str, kind: str) -> None:
    record = shelves.mills(world)
    answer = client.get(f"/catalogue/{record.pk}/cite.{extension}")
    assert answer.content.decode().startswith(begins)
    assert kind in answer.headers["Content-Type"]
    assert f'filename="record-{record.pk}.{extension}"' in answer.headers["Content-Disposition"]
    assert client.get(f"/catalogue/{record.pk}/cite.exe").status_code == 404


def test_the_page_is_read_in_english_too(client: Client, world: World) -> None:
    record = shelves.mills(world)
    path = path_of(record)
    with time_machine.travel(world.now):
        page = read(client, f"/en{path}")
    words = words_of(page)
    for told in ("local studies", "Free: 1 of 3", "on the shelf, shelf mark 94(477) Г14", "Ukrainian", "illustrator"):
        assert told in words
    assert '<h1 lang="uk">Млини над Тихою</h1>' in page
    assert f'id="record-address" class="cite__address">http://testserver{path}<' in page, "one for everybody"


def test_a_page_asks_the_database_as_often_for_fifty_copies_as_for_one(
    client: Client, world: World, django_assert_max_num_queries: Any
) -> None:
    few = put(world, "Кобзар", copies=[copy()])
    many = put(world, "Лісова пісня", copies=[copy(mark=f"84 {number}") for number in range(50)])
    with time_machine.travel(world.now):
        client.get(path_of(few))
        with django_assert_max_num_queries(40) as of_few:
            client.get(path_of(few))
        with django_assert_max_num_queries(len(of_few.captured_queries)):
            client.get(path_of(many))
    assert Copy.objects.count() == 51
