"""The catalogue of the demo town: some three hundred records, moved in from a file of UNIMARC as a library would do it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from random import Random

from oseredok.base.jobs import progress
from oseredok.collections.catalogue.formats import iso2709
from oseredok.collections.catalogue.formats.marc import Field, Marc
from oseredok.collections.catalogue.imports import actions, tasks
from oseredok.collections.catalogue.models import Location, Record
from oseredok.demo.catalogue_table import ARTICLES, BOOKS, EDOCUMENTS, LOCAL, SERIALS
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library

ORIGIN = "Каталог Тихогірської бібліотеки"
PLACES = {"ЦБ": "central", "Ф1": "zarichchia", "Ф2": "vilkhivka"}
_PUBLISHERS = ("Вежа", "Обрій", "Криниця", "Світанок", "Новий час", "Книгарня на розі")
_TOWNS = ("Київ", "Львів", "Харків", "Тернопіль", "Чернівці")
_FOR_CHILDREN = ("Казки", "Байки", "Література для дітей")
_TRANSLATORS = ("Ковалик, О. І.", "Журба, М. П.", "Терен, Б. Л.")


def fill_catalogue(*, libraries: Mapping[str, Library], staff: Account, now: datetime) -> None:
    """Carry the demo's file of records over and tell which code is which branch."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.iso"
        path.write_bytes(b"".join(iso2709.write(marc) for marc in records()))
        batch = actions.take_server_file(name=path.name, origin=ORIGIN, staff=staff, now=now, path=path)
    how = {"dialect": "unimarc", "encoding": "utf-8", "mode": "add", "take_duplicates": True}
    batch = actions.settle(batch=batch, how=how, targets=[])
    with progress.running(title=str(tasks.TITLES["check_records"]).format(name=batch.name)) as job:
        tasks.check(batch, job)
    actions.begin_running(batch)
    batch.save()
    with progress.running(title=str(tasks.TITLES["carry_records"]).format(name=batch.name), of=batch.total) as job:
        tasks.carry(batch, job)
    known = Location.objects.filter(origin=batch.origin, code__in=PLACES)
    actions.place_locations(places={one.pk: libraries.get(PLACES[one.code]) for one in known})
    Record.objects.filter(control_number__startswith="к").update(kind=Record.Kind.LOCAL)


def records() -> Iterator[Marc]:
    """Yield the records of the demo, the same each time."""
    dice = Random("tykhohory")  # noqa: S311 - nothing secret
    yield from _books(dice)
    yield from _serials(dice)
    for number, line in enumerate(ARTICLES.splitlines(), 1):
        title, journal, year, issue, pages, author, subject, udc = line.split("|")
        host = ("463", " 0", [("t", journal), ("d", year), ("i", issue), ("p", pages)])
        yield _marc(
            f"с{number}", "aa", [*_title(title, author), *_about(year, subject, udc), host, *_person(author, "")]
        )
    for number, line in enumerate(LOCAL.splitlines(), 1):
        title, author, year, subject, udc = line.split("|")
        imprint = _imprint("Тихогори", "Тихогірська бібліотека", int(year), dice.randint(48, 160))
        fields = [*_title(title, author), *imprint, *_about(year, subject, udc), *_person(author, "")]
        yield _marc(
            f"к{number}",
            "am",
            [*fields, *_copies(dice, 9_000 + number * 10, udc, int(year), least=1, only_here=number % 2 == 0)],
        )
    for number, line in enumerate(EDOCUMENTS.splitlines(), 1):
        title, address, subject, udc = line.split("|")
        link: Field = ("856", "4 ", [("u", address), ("z", "Чинна редакція")])
        fields = [("200", "1 ", [("a", title), ("e", "закон України" if "Про" in title else "основний закон")])]
        yield _marc(f"е{number}", "lm", [*fields, *_about("", subject, udc), link])


def _books(dice: Random) -> Iterator[Marc]:
    number = 0
    for line in BOOKS.splitlines():
        author, dates, udc, subject, titles = line.split("|")
        is_translated = not udc.startswith(("821.161.2", "79", "94", "32", "811", "1("))
        for title in titles.split(";"):
            for _edition in range(dice.choice((1, 1, 2))):
                number += 1
                year = dice.randint(1958, 2024)
                town, publisher = dice.choice(_TOWNS), dice.choice(_PUBLISHERS)
                fields = [*_title(title, author), *_imprint(town, publisher, year, dice.randint(64, 520))]
                fields += _about(str(year), subject, udc)
                if year > 1991 and dice.random() < 0.8:
                    fields.insert(0, ("010", "  ", [("a", _isbn(number))]))
                fields += _person(author, dates)
                if is_translated:
                    surname, _comma, given = dice.choice(_TRANSLATORS).partition(", ")
                    fields.append(("702", " 1", [("a", surname), ("b", given), ("4", "730")]))
                yield _marc(f"б{number}", "am", [*fields, *_copies(dice, number * 10, udc, year)])


def _serials(dice: Random) -> Iterator[Marc]:
    for number, line in enumerate(SERIALS.splitlines(), 1):
        title, issn, town, udc, since = line.split("|")
        imprint: Field = ("210", "  ", [("a", town), ("d", f"{since}–")])
        fields: list[Field] = [("011", "  ", [("a", issn)])] if issn else []
        fields += [("200", "1 ", [("a", title)]), imprint, ("675", "  ", [("a", udc)])]
        yield _marc(f"ж{number}", "as", fields)
        for issue in range(1, 7):
            year = 2019 + issue
            own = [
                ("200", "1 ", [("a", f"{title}, {year}, № {issue * 2}")]),
                ("210", "  ", [("a", town), ("d", str(year))]),
            ]
            link: Field = ("461", " 0", [("t", title), ("0", f"ж{number}")])
            copies = _copies(dice, 7_000 + number * 100 + issue * 10, udc, year, least=1)
            yield _marc(f"ж{number}-{issue}", "a2", [*own, link, ("675", "  ", [("a", udc)]), *copies])


def _marc(number: str, form: str, fields: list[Field]) -> Marc:
    head: list[Field] = [("001", "", [("", number)]), ("101", "0 ", [("a", "ukr")]), ("102", "  ", [("a", "UA")])]
    return Marc(leader=f"00000n{form}0 2200000   450 ", fields=head + fields)


def _title(title: str, author: str) -> list[Field]:
    surname, _comma, given = author.partition(", ")
    # «Леся Українка», «Панас Мирний»: a pen name is never shortened.
    letters = " ".join(f"{part[0]}." for part in given.split()) if " " in given else given
    return [("200", "1 ", [("a", title), ("f", f"{letters} {surname}".strip())])]


def _imprint(town: str, publisher: str, year: int, pages: int) -> list[Field]:
    return [
        ("210", "  ", [("a", town), ("c", publisher), ("d", str(year))]),
        ("215", "  ", [("a", f"{pages} с.")]),
    ]


def _about(year: str, subject: str, udc: str) -> list[Field]:
    reader = "b" if subject in _FOR_CHILDREN else "m"
    coded: list[Field] = [("100", "  ", [("a", f"20260101d{year}    {reader}  y0ukry50      ca")])] if year else []
    heading, *rest = subject.split(" – ")
    topic: Field = ("606", "  ", [("a", heading), *[("x", one) for one in rest]])
    return [*coded, topic, ("675", "  ", [("a", udc)])]


def _person(author: str, dates: str) -> list[Field]:
    surname, _comma, given = author.partition(", ")
    parts = [("a", surname), ("g", given), ("f", dates)]
    return [("700", " 1", [(code, value) for code, value in parts if value])]


def _copies(dice: Random, first: int, udc: str, year: int, *, least: int = 0, only_here: bool = False) -> list[Field]:
    """Draw copies in the libraries; `only_here`: nobody takes them home."""
    found: list[Field] = []
    for place in PLACES:
        chance = 0.9 if place == "ЦБ" else 0.3
        if dice.random() > chance and len(found) >= least:
            continue
        number = first + len(found)
        told = [
            ("b", place),
            ("j", str(number)),
            ("f", f"20{number:06}"),
            ("k", f"{udc} "),
            ("5", f"{max(2019, year)}-04-15"),
            ("p", "95,00"),
        ]
        if only_here:
            told.append(("o", "1"))
        elif dice.random() < 0.2:
            told.append(("n", "2026-12-15"))
        found.append(("995", "  ", told))
    return found


def _isbn(number: int) -> str:
    digits = f"9786179{number:05}"
    check = (10 - sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10) % 10
    return f"{digits}{check}"
