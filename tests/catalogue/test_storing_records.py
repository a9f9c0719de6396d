"""A prepared record becomes rows: one record, its source untouched, copies at branches, headings once for all."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.crosswalk.reading import Described
from oseredok.collections.catalogue.describing import Format, prepare, prepare_described
from oseredok.collections.catalogue.models import Copy, Heading, Location, Origin, Record
from tests.catalogue import records

pytestmark = pytest.mark.django_db
HOW = Format("iso2709", "marc21", "utf-8")


def stored(*raws: bytes, origin: Origin) -> list[Record]:
    now = timezone.now()
    return storing.make([prepare(raw, HOW) for raw in raws], storing.Shelves(origin), HOW, now=now)


@pytest.fixture
def origin() -> Origin:
    return Origin.objects.create(name="Koha")


def test_a_record_has_all_its_rows(origin: Origin) -> None:
    raw = records.iso(records.marc21())
    [made] = stored(raw, origin=origin)
    record = Record.live.get()
    assert record == made
    assert bytes(record.source.raw) == raw
    assert (record.title, record.author, record.year, record.control_number) == (
        "Кобзар",
        "Шевченко, Тарас Григорович",
        1990,
        "k-1",
    )
    assert record.data["publishers"] == ["Дніпро"]
    assert [one.value for one in record.numbers.all()] == ["9786177171132"]
    shelved = [(one.inventory_number, str(one.location), one.status) for one in record.copies.order_by("pk")]
    assert shelved == [("12345", "MAIN", Copy.Status.FREE), ("12346", "F1", Copy.Status.LENT)]
    told = sorted((one.heading.kind, one.heading.text, one.role) for one in record.mentions.select_related("heading"))
    assert told == [
        ("person", "Коваленко, О. П.", "edt"),
        ("person", "Шевченко, Тарас Григорович", "aut"),
        ("topic", "Поезія – Україна – 19 ст.", "sub"),
    ]


def test_a_heading_and_a_place_stand_once_for_all_records(origin: Origin) -> None:
    two = records.marc21("k-2", "Гайдамаки /")
    two.fields[4] = ("100", "1 ", [("a", "Шевчeнко, Тарас Григорович")])  # a Latin letter inside
    stored(records.iso(records.marc21()), origin=origin)
    stored(records.iso(two), origin=origin)
    heading = Heading.objects.get(text__startswith="Шев")
    assert heading.mentions.count() == 2
    assert Location.objects.count() == 2
    assert Copy.objects.count() == 4


def test_a_record_changed_has_the_new_rows_and_none_of_the_old(origin: Origin) -> None:
    [record] = stored(records.iso(records.marc21()), origin=origin)
    marc = records.marc21(title="Кобзар. Нове видання /", year="2020")
    marc.fields = [one for one in marc.fields if one[0] not in ("952", "650")]
    later = timezone.now()
    one = prepare(records.iso(marc), HOW)
    storing.change([(record, one)], storing.Shelves(origin), HOW, batch=None, now=later)
    record.refresh_from_db()
    assert (record.title, record.year, record.changed_at) == ("Кобзар. Нове видання", 2020, later)
    assert not record.copies.exists()
    assert sorted(record.mentions.values_list("heading__kind", flat=True)) == ["person", "person"]
    assert bytes(record.source.raw) == one.raw


def test_a_copy_stays_the_same_when_its_record_changes(origin: Origin) -> None:
    [record] = stored(records.iso(records.marc21()), origin=origin)
    first, second = record.copies.order_by("pk")
    marc = records.marc21(title="Кобзар. Нове видання /")
    moved = ("952", "  ", [("b", "F2"), ("i", "12345"), ("p", "T000123"), ("0", "1")])
    added = ("952", "  ", [("b", "F2"), ("i", "777")])
    marc.fields = [one for one in marc.fields if one[0] != "952"] + [moved, added]
    now = timezone.now()
    storing.change([(record, prepare(records.iso(marc), HOW))], storing.Shelves(origin), HOW, batch=None, now=now)
    shown = {one.pk: (one.inventory_number, str(one.location), one.status) for one in record.copies.all()}
    assert shown.pop(first.pk) == ("12345", "F2", Copy.Status.WRITTEN_OFF)
    assert second.pk not in shown
    assert list(shown.values()) == [("777", "F2", Copy.Status.FREE)]


def test_a_control_number_stands_once_within_its_system(origin: Origin) -> None:
    stored(records.iso(records.marc21()), origin=origin)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(records.iso(records.marc21()), origin=origin)
    stored(records.iso(records.marc21()), origin=Origin.objects.create(name="ІРБІС"))
    assert Record.objects.count() == 2


def test_a_description_written_by_hand_is_stored_the_same_way() -> None:
    one = prepare_described(Described(kind="local", title="Місто над рікою", year=2001, language="ukr"))
    [record] = storing.make([one], storing.Shelves(None), None, now=timezone.now())
    assert Record.objects.get(edition_key=one.edition_key) == record
    assert not hasattr(record, "source")


def test_lists_are_in_ukrainian_order(origin: Origin) -> None:
    titles = ["Їжак", "Ґанок", "«Гора»", "Єва", "Іван", "Дім"]
    stored(*(records.iso(records.marc21(f"k-{title}", title)) for title in titles), origin=origin)
    shown = list(Record.live.order_by("title_key").values_list("title", flat=True))
    assert shown == ["«Гора»", "Ґанок", "Дім", "Єва", "Іван", "Їжак"]
