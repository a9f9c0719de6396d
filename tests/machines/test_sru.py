"""SRU in all its versions: what is found, how it travels, what is refused; the OASIS schema and a real client agree."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.crosswalk.reading import Described
from oseredok.collections.catalogue.describing import prepare_described
from oseredok.collections.catalogue.models import Record
from oseredok.spine.search import indexer
from tests.machines.shelf import put, take_away
from tests.shared_data import SHARED
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
OLD = {
    "s": "http://www.loc.gov/zing/srw/",
    "d": "http://www.loc.gov/zing/srw/diagnostic/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "m": "http://www.loc.gov/MARC21/slim",
    "e": "http://explain.z3950.org/dtd/2.0/",
}
NEW = {
    **OLD,
    "s": "http://docs.oasis-open.org/ns/search-ws/sruResponse",
    "d": "http://docs.oasis-open.org/ns/search-ws/diagnostic",
}
SCHEMAS = SHARED / "sru-schemas" / "offline"


@pytest.fixture(params=["database", "index"])
def shelf(request: pytest.FixtureRequest, stock: dict[str, Record], settings: Any, tmp_path: Path) -> dict[str, Record]:
    """The stock as the database answers of it, and as the index of search does."""
    if request.param == "index":
        settings.SEARCH_ROOT = tmp_path / "search"
        indexer.rebuild()
    return stock


@pytest.fixture
def stock(world: World) -> dict[str, Record]:
    """Six records: a book of Koha, four written by hand, one that has gone."""
    told: list[tuple[str, str, int | None, str]] = [
        ("Тіні забутих предків", "Коцюбинський, Михайло Михайлович", 1912, "ukr"),
        ("Лісова пісня", "Українка, Леся", 1911, "ukr"),
        ("Їжак", "", None, "ukr"),
        ("Shadows of Forgotten Ancestors", "Коцюбинський, Михайло Михайлович", 1981, "eng"),
    ]
    described = [
        Described(
            kind="book",
            title=title,
            author=author,
            year=year,
            language=language,
            data={
                "languages": [language],
                **({"persons": [{"name": author, "role": "aut"}], "topics": ["Карпати"]} if author else {}),
            },
        )
        for title, author, year, language in told
    ]
    made = storing.make([prepare_described(one) for one in described], storing.Shelves(None), None, now=NOW)
    [gone, kobzar] = put(world, "gone", "k-1")
    take_away(gone)
    return {record.title: record for record in [*made, kobzar]}


def asks(by: str = "get", **told: Any) -> Any:
    response = getattr(Client(enforce_csrf_checks=True), by)("/sru/", told)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(response.content)


def titles(query: str, **told: Any) -> list[str]:
    root = asks(query=query, **told)
    assert root.find("s:diagnostics", NEW) is None, etree.tostring(root, encoding="unicode")
    found = [one.text for one in root.iterfind(".//dc:title", NEW)]
    assert root.findtext("s:numberOfRecords", namespaces=NEW) == str(len(found)) or told
    return [title.partition(" : ")[0] for title in found]


def diagnostic(names: dict[str, str] = NEW, **told: Any) -> int:
    root = asks(**told)
    [uri] = [one.text for one in root.iterfind(".//d:uri", names)]
    assert root.findtext(".//d:message", namespaces=names)
    return int(re.fullmatch(r"info:srw/diagnostic/1/(\d+)", uri or "").group(1))  # type: ignore[union-attr]


# --- What is found -----------------------------------------------------------------------------------
SHADOWS, SONG, HEDGEHOG, ENGLISH, KOBZAR = (
    "Тіні забутих предків", "Лісова пісня", "Їжак", "Shadows of Forgotten Ancestors", "Кобзар",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("кобзар", {KOBZAR}),
        ("dc.title = забутих", {SHADOWS}),
        ('title all "предків тіні"', {SHADOWS}),
        ('title any "пісня їжак"', {SONG, HEDGEHOG}),
        ('dc.title = "предків тіні"', set()),
        ("dc.creator=коцюбинський", {SHADOWS, ENGLISH}),
        ("dc.creator=коцюбинський and dc.language=ukr", {SHADOWS}),
        ("dc.creator=коцюбинський not dc.language=ukr", {ENGLISH}),
        ("author=(леся or шевченко)", {SONG, KOBZAR}),
        ("dc.subject=карпати", {SHADOWS, SONG, ENGLISH}),
        ("dc.date > 1911 and dc.date < 1990", {SHADOWS, ENGLISH}),
        ('dc.date within "1911 1912"', {SHADOWS, SONG}),
        ("year = 1990", {KOBZAR}),
        ("bath.isbn=978-617-7171-13-2", {KOBZAR}),
        ("isbn=617-7171-13-0", set()),
        ("9786177171132", {KOBZAR}),
        ("dc.contributor=коваленко", {KOBZAR}),
        ("cql.allRecords=1", {SHADOWS, SONG, HEDGEHOG, ENGLISH, KOBZAR}),
        ("cql.allRecords=1 not title=їжак", {SHADOWS, SONG, ENGLISH, KOBZAR}),
        ("title <> їжак", {SHADOWS, SONG, ENGLISH, KOBZAR}),
        ("(title=пісня or isbn=9786177171132) not creator=шевченко", {SONG}),
        ("dc.type=book and їжак*", {HEDGEHOG}),
        ("dc.type=map", set()),
        ("title=забут*", {SHADOWS}),
        ("dc.coverage=карпати", set()),
        ('dc.title all "пред* тін*"', {SHADOWS}),
        ('> a = "info:srw/cql-context-set/1/dc-v1.1" a.title=їжак', {HEDGEHOG}),
    ],
)
def test_a_query_finds_what_it_means(shelf: dict[str, Record], query: str, expected: set[str]) -> None:
    assert set(titles(query, maximumRecords=100)) == expected


def test_an_escaped_sign_is_the_sign_itself(stock: dict[str, Record]) -> None:
    assert titles(r'title="\"їжак"') == []
    assert titles(r'title="ї\жак"') == [HEDGEHOG]


@pytest.mark.parametrize("shelf", ["index"], indirect=True)
def test_the_index_finds_any_form_of_a_word(shelf: dict[str, Record]) -> None:
    assert titles("title=тінь") == titles('dc.title all "забутий предок"') == [SHADOWS]
    assert set(titles("dc.creator=коцюбинського")) == {SHADOWS, ENGLISH}
    take_away(shelf[SHADOWS])
    assert asks(query="title=тінь").find(".//s:record", NEW) is None, (
        "what has gone is not given though the index is behind"
    )


def test_results_come_in_ukrainian_order(shelf: dict[str, Record]) -> None:
    order = [HEDGEHOG, KOBZAR, SONG, SHADOWS, ENGLISH]
    assert titles("cql.allRecords=1 sortBy dc.title") == order
    assert titles("cql.allRecords=1 sortBy dc.title/sort.descending") == order[::-1]
    assert titles("cql.allRecords=1", sortKeys="title,,0", version="2.0") == order[::-1]
    assert titles("dc.date > 0 sortBy dc.date dc.title")[0] == SONG


def test_results_come_in_pages(shelf: dict[str, Record]) -> None:
    query = "cql.allRecords=1 sortBy title"
    first = asks(query=query, maximumRecords=2)
    assert first.findtext("s:nextRecordPosition", namespaces=NEW) == "3"
    last = asks(query=query, maximumRecords=2, startRecord=5)
    assert [one.text for one in last.iterfind(".//s:recordPosition", NEW)] == ["5"]
    assert last.find("s:nextRecordPosition", NEW) is None
    only_count = asks(query=query, maximumRecords=0)
    assert only_count.findtext("s:numberOfRecords", namespaces=NEW) == "5"
    assert only_count.find("s:records", NEW) is None


# --- How it travels ------------------------------------------------------------------------------------
def test_old_and_new_versions_speak_their_own_words(shelf: dict[str, Record]) -> None:
    for version in ("1.1", "1.2"):
        old = asks(version=version, operation="searchRetrieve", query="кобзар", recordSchema="marcxml")
        assert old.tag == f"{{{OLD['s']}}}searchRetrieveResponse"
        assert old.findtext("s:version", namespaces=OLD) == version
        assert old.findtext(".//s:recordPacking", namespaces=OLD) == "xml"
        assert old.findtext(".//s:recordSchema", namespaces=OLD) == "info:srw/schema/1/marcxml-v1.1"
        assert old.findtext(".//m:datafield[@tag='245']/m:subfield[@code='a']", namespaces=OLD) == "Кобзар :"
    new = asks(by="post", query="кобзар", recordSchema="info:srw/schema/1/marcxml-v1.1")
    assert new.tag == f"{{{NEW['s']}}}searchRetrieveResponse"
    assert new.find("s:version", NEW) is None
    assert new.findtext(".//s:recordXMLEscaping", namespaces=NEW) == "xml"
    assert new.find(".//m:leader", NEW) is not None


@pytest.mark.parametrize("told", [{"version": "1.2", "recordPacking": "string"}, {"recordXMLEscaping": "string"}])
def test_a_record_may_travel_as_text(shelf: dict[str, Record], told: dict[str, str]) -> None:
    names = OLD if "version" in told else NEW
    operation = {"operation": "searchRetrieve"} if "version" in told else {}
    data = asks(query="кобзар", **operation, **told).find(".//s:recordData", names)
    assert len(data) == 0
    assert etree.fromstring(data.text).findtext("dc:title", namespaces=OLD) == "Кобзар : поезії"


def test_explain_tells_what_may_be_asked(world: World) -> None:
    for told, names in (({}, NEW), ({"operation": "explain", "version": "1.2"}, OLD)):
        root = asks(**told)
        assert root.findtext(".//e:host", namespaces=names) == "testserver"
        assert root.findtext(".//e:database", namespaces=names) == "sru"
        assert {one.get("name") for one in root.iterfind(".//e:schema", names)} == {"dc", "marcxml"}
        assert "title" in [one.text for one in root.iterfind(".//e:map/e:name", names)]


def test_scan_gives_terms_in_order_around_one(shelf: dict[str, Record]) -> None:
    def terms(**told: Any) -> list[tuple[str, str]]:
        root = asks(operation="scan", version="1.2", **told)
        found = root.iterfind(".//s:term", OLD)
        return [
            tuple(one.findtext(f"s:{name}", namespaces=OLD) for name in ("value", "numberOfRecords")) for one in found
        ]

    assert [term for term, _count in terms(scanClause="dc.title=к")] == [KOBZAR, SONG, SHADOWS, ENGLISH]
    assert [term for term, _count in terms(scanClause="title=к", responsePosition=2, maximumTerms=2)] == [
        HEDGEHOG,
        KOBZAR,
    ]
    assert terms(scanClause="dc.creator=к")[:2] == [
        ("Коваленко, О. П.", "1"),
        ("Коцюбинський, Михайло Михайлович", "2"),
    ]
    assert terms(scanClause="dc.subject=а")[0] == ("Карпати", "3")
    assert diagnostic(OLD, operation="scan", version="1.2", scanClause="dc.date=1") == 16
    assert diagnostic(OLD, operation="scan", version="1.2", scanClause="a and b") == 10
    assert diagnostic(OLD, operation="scan", version="1.2", scanClause="title=а", responsePosition="99") == 120


# --- What is refused -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "told"),
    [
        (4, {"operation": "update", "version": "2.0"}),
        (5, {"version": "9", "query": "a"}),
        (6, {"query": "a", "startRecord": "0"}),
        (6, {"query": "a", "maximumRecords": "-1"}),
        (6, {"query": "a", "maximumRecords": "9" * 400}),
        (7, {"query": " "}),
        (8, {"query": "a", "colour": "red"}),
        (10, {"query": "(a"}),
        (10, {"query": "(" * 900}),
        (11, {"query": "a", "queryType": "sql"}),
        (12, {"query": "а" * 70_000}),
        (15, {"query": "zeerex.host=a"}),
        (15, {"query": '> dc = "elsewhere" dc.title=a'}),
        (16, {"query": "dc.colour=a"}),
        (19, {"query": "title encloses a"}),
        (20, {"query": "title =/phonetic a"}),
        (22, {"query": "title > a"}),
        (27, {"query": '""'}),
        (27, {"query": "*"}),
        (28, {"query": "к?т"}),
        (28, {"query": "ко*т"}),
        (36, {"query": "dc.date=давно"}),
        (36, {"query": "dc.date=٣"}),
        (36, {"query": 'dc.date within "1990"'}),
        (38, {"query": " or ".join("a" * 60)}),
        (39, {"query": "a prox b"}),
        (46, {"query": "a and/rel.algorithm=CORI b"}),
        (61, {"query": "кобзар", "startRecord": "2"}),
        (66, {"query": "a", "recordSchema": "mods"}),
        (71, {"query": "a", "recordXMLEscaping": "json"}),
        (84, {"query": "a sortby title dc.date title dc.date"}),
        (88, {"query": "a sortby dc.subject"}),
        (87, {"query": "a sortby title/sort.locale=de"}),
    ],
)
def test_each_fault_has_the_number_of_the_standard(stock: dict[str, Record], number: int, told: dict[str, str]) -> None:
    assert diagnostic(**told) == number


def test_a_fault_speaks_the_version_that_asks(world: World) -> None:
    assert diagnostic(OLD, version="1.1", operation="searchRetrieve") == 7
    assert diagnostic(OLD, version="1.2", operation="searchRetrieve", query="dc.colour=a") == 16


def test_parameters_of_others_are_passed_over(shelf: dict[str, Record]) -> None:
    assert titles("кобзар", **{"x-info-5-restrictorSummary": "1", "stylesheet": "/style.xsl"}) == [KOBZAR]
    assert titles("кобзар (поезії", queryType="searchTerms") == []


# --- Others agree --------------------------------------------------------------------------------------
@pytest.mark.shared_data
@pytest.mark.skipif(not SCHEMAS.exists(), reason="the folder of shared data is absent")
def test_answers_of_sru_2_are_valid(shelf: dict[str, Record]) -> None:
    schema = etree.XMLSchema(file=str(SCHEMAS / "sruResponse.xsd"))
    scan = etree.XMLSchema(file=str(SCHEMAS / "scan.xsd"))
    for told in (
        {},
        {"query": "cql.allRecords=1", "maximumRecords": "2"},
        {"query": "кобзар", "recordSchema": "marcxml", "recordXMLEscaping": "string"},
        {"query": "нічого"},
        {"query": "("},
    ):
        schema.assertValid(asks(**told))
    scan.assertValid(asks(scanClause="title=а", version="2.0"))
    scan.assertValid(asks(scanClause="dc.date=1", version="2.0"))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("yaz-client") is None, reason="no yaz-client")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("version", ["1.1", "1.2", "2.0"])
def test_a_real_client_finds_and_shows(live_server: Any, world: World, version: str) -> None:
    put(world, "k-1")
    commands = [
        f"sru get {version}",
        f"open {live_server.url}/sru/",
        "querytype cql",
        "schema marcxml",
        'find dc.title="Кобзар" and dc.date=1990',
        "show 1",
        "find dc.colour=red",
        "quit",
    ]
    client = shutil.which("yaz-client")
    told = subprocess.run(
        [str(client)], input="\n".join(commands) + "\n", capture_output=True, text=True, timeout=120, check=True
    ).stdout
    assert "Number of hits: 1" in told, told
    assert "Шевченко, Тарас Григорович" in told
    assert "info:srw/diagnostic/1/16" in told or "Unsupported index" in told
