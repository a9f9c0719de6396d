"""What the tests of a closing share: a decision as people write it, an export opened and read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

from oseredok.library.places.models import Library
from oseredok.management.closing import actions, data_actions, end_actions, export
from oseredok.management.closing.models import Closing
from oseredok.services.visits import actions as visits
from tests.world import DAY, World


def prepare(world: World, place: Library | None, **other: Any) -> Closing:
    told: dict[str, Any] = {
        "place": place,
        "decided_by": "founder",
        "order_number": "14-р",
        "order_date": DAY,
        "ground": "зміна структури бібліотеки, п. 9.1 Положення",
        "planned_on": DAY + timedelta(days=60),
        "chair": "Гнатюк Лідія, заступниця голови",
        "members": ["Ткаченко Ольга, директорка"],
        "by": world.director,
        "now": world.now,
    }
    return actions.prepare(**{**told, **other})


def work(world: World) -> None:
    for place in (world.central, world.branch):
        for _number in range(3):
            visits.record_visit(place=place, age_group="60p", staff=world.consultant, now=world.now)


def opened(closing: Closing) -> zipfile.ZipFile:
    return zipfile.ZipFile(export.path_of(closing))


def records(pack: zipfile.ZipFile, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in pack.read(f"json/{table}.jsonl").decode().splitlines()]


def cells(pack: zipfile.ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(pack.read(name).decode("utf-8-sig")), delimiter=";"))


def ready(world: World, place: Library | None, way: str = "erase", **told: Any) -> Closing:
    """A closing of tomorrow with everything done before its last step; tomorrow is `world.now` from here on."""
    world.now += timedelta(days=1)
    closing = prepare(world, place, planned_on=DAY + timedelta(days=1))
    data_actions.decide(closing=closing, way=way, ground="п. 3 рішення", by=world.director, now=world.now, **told)
    return actions.make_export(closing=closing, now=world.now)


def close(world: World, closing: Closing, **told: Any) -> Closing:
    """The last step."""
    told = {"instead": None, "instead_words": "Бібліотека ліцею, вул. Шкільна, 3", "by": world.director, **told}
    return end_actions.close(closing=closing, now=world.now, **told)


def closed(world: World, place: Library | None, way: str = "erase", **told: Any) -> Closing:
    """A place that is closed by the last step."""
    return close(world, ready(world, place, way, **told))
