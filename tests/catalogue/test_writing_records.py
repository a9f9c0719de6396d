"""A record written for others says what was read: MARC21, UNIMARC, ISO 2709, MARCXML, Dublin Core, a table, JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.crosswalk.reading import Described, describe
from oseredok.collections.catalogue.describing import Format, prepare, prepare_described
from oseredok.collections.catalogue.formats import encodings, iso2709, marcxml, reading
from oseredok.collections.catalogue.formats.marc import Damaged, Marc
from oseredok.collections.catalogue.models import Copy, Location, Origin, Record
from oseredok.collections.catalogue.writing import dublin_core, files, plain, whole
from oseredok.collections.catalogue.writing import marcxml as out
from oseredok.collections.catalogue.writing.entries import Entry, entries
from oseredok.collections.catalogue.writing.xml import document
from tests.catalogue import records
from tests.catalogue.outgoing import back, comparable, descriptions, entry_of
from tests.shared_data import SHARED
from tests.world import World

SCHEMA = SHARED / "oai-pmh" / "offline" / "MARC21slim.xsd"
HOW = Format("iso2709", "marc21", "utf-8")
NOT_IN_MARC21 = ("parallel_titles", "other_titles")  # 246 is one list there: compared by itself


# --- Out and back ----------------------------------------------------------------------------------
@given(descriptions())
@settings(max_examples=150, deadline=None)
def test_marc21_is_read_back_as_it_was_written(one: Described) -> None:
    read = back(whole.marc(entry_of(one), "marc21"), "marc21")
    assert comparable(read, without=(*NOT_IN_MARC21, "audience")) == comparable(
        one, without=(*NOT_IN_MARC21, "audience")
    )
    titles = one.data.get("parallel_titles", []) + one.data.get("other_titles", [])
    assert read.data.get("other_titles", []) == list(dict.fromkeys(titles))
    if one.kind in ("book", "edocument", "video"):
        assert read.data.get("audience") == one.data.get("audience")


@given(descriptions())
@settings(max_examples=150, deadline=None)
def test_unimarc_is_read_back_as_it_was_written(one: Described) -> None:
    read = back(whole.marc(entry_of(one), "unimarc"), "unimarc")
    assert comparable(read) == comparable(one)


@given(descriptions())
@settings(max_examples=60, deadline=None)
def test_iso_2709_and_marcxml_carry_the_same_record(one: Described) -> None:
    marc = whole.marc(entry_of(one), "marc21")
    parsed = iso2709.parse(iso2709.write(marc), encodings.decoder("utf-8"))
    assert (parsed.fields, parsed.repairs) == (marc.fields, [])
    assert marcxml.parse(document(out.element(marc)), "utf-8").fields == marc.fields


def test_an_article_keeps_where_it_stands() -> None:
    host = {"title": "Вечір", "year": "2020", "volume": "Т. 2", "number": "№ 3", "pages": "С. 8–9", "issn": "0130-1527"}
    one = Described(kind="article", title="Стаття", year=2020, data={"host": host})  # type: ignore[typeddict-item]
    assert back(whole.marc(entry_of(one), "unimarc"), "unimarc").data["host"] == host
    marc = whole.marc(entry_of(one), "marc21")
    assert (marc.first("773", "t"), marc.first("773", "g")) == ("Вечір", "2020, Т. 2, № 3, С. 8–9")
    assert marc.leader[6:8] == "aa"


# --- Whatever stands in it, XML is XML -----------------------------------------------------------------
ANY = st.text(max_size=30)
FIELD = st.tuples(st.text(max_size=4), st.text(max_size=3), st.lists(st.tuples(ANY, ANY), min_size=1, max_size=3))


@pytest.mark.shared_data
@pytest.mark.skipif(not SCHEMA.exists(), reason="the folder of shared data is absent")
@given(st.lists(FIELD, max_size=5), descriptions())
@settings(max_examples=80, deadline=None)
def test_marcxml_is_valid_whatever_stands_in_the_record(fields: list[Any], one: Described) -> None:
    schema = etree.XMLSchema(file=str(SCHEMA))
    for marc in (Marc(leader="0" * 24, fields=fields), whole.marc(entry_of(one), "unimarc")):
        marc.leader = whole.marc(entry_of(one), "marc21").leader
        schema.assertValid(etree.fromstring(document(out.element(marc))))


@given(ANY, ANY)
def test_dublin_core_holds_any_signs(title: str, note: str) -> None:
    entry = entry_of(Described(kind="book", title=title or "а", data={"abstract": note, "publishers": [title]}))
    assert etree.fromstring(document(dublin_core.oai_element(entry))).tag.endswith("}dc")


# --- Of the database -------------------------------------------------------------------------------------
@pytest.fixture
def kobzar(world: World) -> Record:
    """A book that came from Koha, a copy at each of two libraries, one written off besides."""
    origin = Origin.objects.create(name="Koha")
    [record] = storing.make(
        [prepare(records.iso(records.marc21()), HOW)], storing.Shelves(origin), HOW, now=timezone.now()
    )
    Location.objects.filter(code="MAIN").update(library=world.central)
    Location.objects.filter(code="F1").update(library=world.branch)
    Copy.objects.create(record=record, status=Copy.Status.WRITTEN_OFF, inventory_number="1")
    return record


def only(record: Record) -> Entry:
    [entry] = entries([record.pk], owner="Тихогірська бібліотека")
    return entry


@pytest.mark.django_db
def test_the_source_goes_out_with_our_number_and_our_copies(kobzar: Record) -> None:
    marc = whole.marc(only(kobzar), "marc21")
    assert marc.first("001") == str(kobzar.pk)
    assert marc.first("035", "a") == "(Koha)k-1"
    assert marc.first("245", "c") == "Т. Г. Шевченко."  # as the source has it, punctuation and all
    shelves = [dict(subfields) for tag, _indicators, subfields in marc.fields if tag == "852"]
    assert [(one["b"], one["z"]) for one in shelves] == [("Центральна", "вільний"), ("Філія «Заріччя»", "виданий")]
    told = json.dumps(marc.fields, ensure_ascii=False)
    assert not [secret for secret in ("120.50", "12345", "T000123", "2026-12-01", "952") if secret in told]


@pytest.mark.django_db
def test_what_is_the_librarys_own_affair_stays_in_the_source(world: World) -> None:
    secrets = {
        "marc21": (records.marc21("k-9"), ("037", "541", "561", "583", "590", "999")),
        "unimarc": (records.unimarc(), ("316", "317", "345", "830", "910")),
    }
    for dialect, (marc, tags) in secrets.items():
        marc.fields += [(tag, "  ", [("a", "дарунок пані Ганни")]) for tag in tags]
        marc.fields.append(("856", "4 ", [("u", "file://server/scan.pdf"), ("z", "дарунок пані Ганни")]))
        how = Format("iso2709", dialect, "utf-8")
        origin = Origin.objects.create(name=dialect)
        [made] = storing.make([prepare(records.iso(marc), how)], storing.Shelves(origin), how, now=timezone.now())
        told = whole.marc(only(made), dialect)
        assert [subfields for _tag, _indicators, subfields in told.fields if "пані" in str(subfields)] == []
        assert told.first("856", "u") == ("https://example.org/kobzar" if dialect == "marc21" else "")


@pytest.mark.django_db
def test_a_record_corrected_by_hand_goes_out_as_it_is_now(kobzar: Record) -> None:
    Record.objects.filter(pk=kobzar.pk).update(title="Кобзар. Вибране", edited_at=timezone.now())
    assert whole.marc(only(kobzar), "marc21").first("245", "a") == "Кобзар. Вибране"


@pytest.mark.django_db
def test_a_record_of_koha_goes_out_as_unimarc_too(kobzar: Record) -> None:
    marc = whole.marc(only(kobzar), "unimarc")
    assert (marc.first("200", "a"), marc.first("700", "a"), marc.first("700", "b")) == (
        "Кобзар",
        "Шевченко",
        "Тарас Григорович",
    )
    assert marc.first("899", "a") == "Центральна"


@pytest.mark.django_db
def test_each_file_holds_every_record(kobzar: Record) -> None:
    second = prepare_described(Described(kind="local", title="=HYPERLINK(1)", data={"persons": []}))
    [other] = storing.make([second], storing.Shelves(None), None, now=timezone.now() + timedelta(seconds=1))
    pks = [other.pk, kobzar.pk]
    made = {name: b"".join(one.write(entries(pks))) for name, one in files.FORMATS.items()}
    for name in ("marc", "unimarc"):
        pieces = list(iso2709.pieces(io.BytesIO(made[name])))
        assert [iso2709.parse(one.raw, encodings.decoder("utf-8")).first("001") for one in pieces] == list(
            map(str, pks)
        )
    assert len(etree.fromstring(made["marcxml"])) == len(etree.fromstring(made["dc"])) == 2
    [head, first, last] = csv.reader(io.StringIO(made["csv"].decode("utf-8-sig")), delimiter=";")
    assert head == list(map(str, plain.COLUMNS))
    assert first[2] == "'=HYPERLINK(1)"
    assert dict(zip(head, last, strict=True))["Філії"] == "Центральна; Філія «Заріччя»"
    assert [one["id"] for one in json.loads(made["json"])] == pks
    assert json.loads(made["json"])[1]["branches"] == ["central", "zarichchia"]


@pytest.mark.django_db
def test_files_of_nothing_are_whole_too() -> None:
    for one in files.FORMATS.values():
        made = b"".join(one.write([]))
        if one.ending == "xml":
            assert len(etree.fromstring(made)) == 0
        if one.ending == "json":
            assert json.loads(made) == []


# --- Of real libraries -----------------------------------------------------------------------------------
@pytest.mark.shared_data
@pytest.mark.skipif(not SCHEMA.exists(), reason="the folder of shared data is absent")
@pytest.mark.parametrize(("name", "dialect"), [("marc21-utf8.mrc", "marc21"), ("unimarc-utf8.iso", "unimarc")])
def test_real_records_survive_the_way_out_and_back(name: str, dialect: str) -> None:
    schema = etree.XMLSchema(file=str(SCHEMA))
    seen = 0
    with reading.opened(SHARED / "marc-derived-uk" / name) as file:
        for piece in reading.pieces(file, "iso2709"):
            try:
                one = describe(reading.parse(piece.raw, name="iso2709", encoding="utf-8"), dialect)
            except Damaged:
                continue
            one.copies = []
            entry = entry_of(one)
            for other in ("marc21", "unimarc"):
                marc = whole.marc(entry, other)
                read = back(marc, other)
                assert (read.title.rstrip("."), read.author) == (one.title.rstrip("."), one.author), (
                    one
                )  # MARC21 ends a title by a stop
                assert read.data.get("isbn") == one.data.get("isbn")
                schema.assertValid(etree.fromstring(document(out.element(marc))))
            seen += 1
    assert seen > 1000
