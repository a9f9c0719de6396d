"""A short form of the year whose numbers are known by heart, made by the real actions."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from oseredok.base.core import clock
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.management.reports.statistics_form import actions, editing, queries
from oseredok.management.reports.statistics_form.actions import Written
from oseredok.management.reports.statistics_form.models import FormVersion, Line, Report, Section
from tests.documents.papers import duty as duty_of
from tests.indicators.book import record
from tests.world import World

YEAR = 2025
AFTER = clock.moment_at(date(2026, 1, 3), time(10))
"""A winter morning when the year 2025 is over."""


def a_version(world: World, *, name: str = "Проба", in_force: bool = True, first_year: int = 2020) -> FormVersion:
    """Two sections: three lines with one column, and a wide table; relations of each kind."""
    director = duty_of(world, "director")
    version = FormVersion.objects.create(name=name, first_year=first_year, made_at=world.now, made_by=world.director)
    one = a_section(version, director, "I", "Відвідування")
    a_line(one, director, "visits", "Відвідувань", unit="відвід.", formula="visits.total")
    a_line(one, director, "seats", "Місць", unit="шт", nature="stock")
    a_line(one, director, "per_seat", "На місце", nature="mean", digits=1, formula="[visits] / [seats]")
    fund = a_section(version, director, "II", "Фонд")
    total = fund.columns.get()
    editing.save_column(section=fund, column=total, details=_column("start", "на початок", 0), duty=director)
    for order, (code, label) in enumerate((("added", "надійшло"), ("end", "на кінець")), 1):
        editing.save_column(section=fund, column=None, details=_column(code, label, order), duty=director)
    a_line(fund, director, "books", "Книги", unit="прим.")
    for left, relation, right, words in (
        ("[books:start] + [books:added]", "eq", "[books:end]", "Початок і надходження разом дорівнюють кінцю"),
        ("[books:start]", "eq", "[books:end торік]", "Початок дорівнює торішньому кінцю"),
        ("[seats]", "le", "[visits]", "Місць не більше, ніж відвідувань"),
    ):
        details: Any = {
            "left": left, "relation": relation, "right": right, "words": words, "order": 0, "confirmed": False, "source": "",
        }  # fmt: skip
        editing.save_control(version=version, control=None, details=details, duty=director)
    if in_force:
        version = editing.put_in_force(version=version, duty=director, now=world.now)
    return version


def a_section(version: FormVersion, duty: Duty, number: str, title: str) -> Section:
    details: Any = {"number": number, "title": title, "order": 0, "confirmed": False, "source": ""}
    return editing.add_section(version=version, details=details, duty=duty)


def _column(code: str, label: str, order: int) -> Any:
    return {"code": code, "label": label, "unit": "", "nature": "", "order": order}


def line_details(code: str, label: str, **told: Any) -> Any:
    plain = {
        "number": "", "level": 0, "unit": "", "nature": "flow", "digits": 0, "order": 0, "confirmed": False, "source": "",
    }  # fmt: skip
    return {"code": code, "label": label, **plain, **told}


def a_line(section: Section, duty: Duty, code: str, label: str, *, formula: str = "", **told: Any) -> Line:
    formulas = {section.columns.all()[0].pk: formula}
    return editing.save_line(
        section=section,
        line=None,
        details=line_details(code, label, **told),
        formulas=formulas,
        closed=frozenset(),
        duty=duty,
    )


def visits(world: World, number: int, *, year: int = YEAR, place: Library | None = None) -> None:
    record(world, "visit", day=date(year, 5, 14), quantity=number, place=place, age_group="36_59")


def a_report(
    world: World, *, place: Library | None, who: str = "director", year: int = YEAR, now: datetime = AFTER
) -> Report:
    return actions.start(year=year, place=place, duty=duty_of(world, who), now=now)


def cell_of(report: Report, key: str) -> int:
    return queries.sheet(report).form.by_key[key].cell.pk


def number_of(report: Report, key: str) -> Any:
    return queries.sheet(report).entries[key].number


def put(world: World, report: Report, *, who: str = "director", reason: str = "", **numbers: str) -> None:
    """Write numbers by keys; `__` in a name is the colon of a wide table."""
    written = [Written(cell_of(report, key.replace("__", ":")), text) for key, text in numbers.items()]
    actions.write(report=report, written=written, duty=duty_of(world, who), now=AFTER, reason=reason)


def signed(world: World, report: Report, *, who: str = "director") -> Report:
    duty = duty_of(world, who)
    actions.check(report=report, duty=duty, now=AFTER)
    return actions.sign(report=report, duty=duty, now=AFTER)


def an_empty_version(world: World) -> FormVersion:
    return FormVersion.objects.create(name="Порожня", first_year=2023, made_at=world.now, made_by=world.director)


def send(client: Client, version: FormVersion, content: bytes, name: str = "lines.xlsx") -> Any:
    return client.post(f"/office/six-nk/forms/{version.pk}/import/", {"file": SimpleUploadedFile(name, content)})


def carried(client: Client, version: FormVersion, answer: Any) -> None:
    rows = re.search(r'name="rows" value="([^"]+)"', answer.content.decode())
    assert rows is not None
    client.post(f"/office/six-nk/forms/{version.pk}/import/", {"rows": rows[1]})
