"""A small catalogue that other programs read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.describing import Format, prepare
from oseredok.collections.catalogue.models import Location, Origin, Record
from tests.catalogue import records
from tests.world import NOW, World

HOW = Format("iso2709", "marc21", "utf-8")
PLACES = ("MAIN", "F1")


def koha() -> Origin:
    return Origin.objects.get_or_create(name="Koha")[0]


def put(world: World, *numbers: str, title: str = "Кобзар", year: str = "1990", now: datetime = NOW) -> list[Record]:
    """Bring records in from Koha: each with a copy at the central library and one at the branch."""
    raws = [records.iso(records.marc21(number, f"{title} :", year)) for number in numbers]
    made = storing.make([prepare(raw, HOW) for raw in raws], storing.Shelves(koha()), HOW, now=now)
    for code, library in zip(PLACES, (world.central, world.branch), strict=True):
        Location.objects.filter(code=code).update(library=library)
    return made


def change(record: Record, *, title: str, now: datetime | None = None) -> None:
    """Bring a known record in anew, with another title."""
    one = prepare(records.iso(records.marc21(record.control_number, f"{title} :")), HOW)
    storing.change([(record, one)], storing.Shelves(koha()), HOW, batch=None, now=now or timezone.now())


def take_away(record: Record, *, now: datetime | None = None) -> None:
    """Take a record out of the catalogue; its row stays to tell of it."""
    moment = now or timezone.now()
    Record.objects.filter(pk=record.pk).update(deleted_at=moment, changed_at=moment)


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)
