"""Answers of the form ↔ a description. What the form does not ask about stays as it was. No database here."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.cataloguing.forms import BODY
from oseredok.collections.catalogue.cataloguing.kinds import Sheet, sheet_of
from oseredok.collections.catalogue.cataloguing.numbers import shown_isbn
from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Data, Named
from oseredok.collections.catalogue.crosswalk.reading import Described, author_of
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Heading, Record

_LINES = ("subtitle", "part", "responsibility", "edition", "extent", "author_mark", "audience", "abstract")
_MANY = {"place": "places", "publisher": "publishers"}
_HOST = ("title", "year", "volume", "number", "pages", "place", "issn")
_IN_HOSTS = (Record.Kind.ARTICLE, Record.Kind.ISSUE)
_SUBJECTS = {
    Heading.Kind.TOPIC: "topics",
    Heading.Kind.PERSON: "about_persons",
    Heading.Kind.BODY: "about_bodies",
    Heading.Kind.PLACE: "about_places",
}


@dataclass(frozen=True)
class Answers:
    """What was typed, checked: the form's answers and the rows of both lists."""

    kind: str
    told: Mapping[str, Any]
    who: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    about: Sequence[Mapping[str, str]] = field(default_factory=tuple)


def described(answers: Answers, *, base: Data | None = None) -> Described:
    """Return the description; `base` is what it corrects."""
    sheet, told = sheet_of(answers.kind), answers.told
    data: dict[str, Any] = copy.deepcopy(dict(base or {}))
    for name in _LINES:
        _put(data, name, told, name, sheet)
    for asked, name in _MANY.items():
        if sheet.asks(asked):
            _set(data, name, [part.strip() for part in told[asked].split(";") if part.strip()])
    _put(data, "date", told, "date", sheet)
    _put(data, "isbn", told, "isbn", sheet)
    if sheet.asks("issn"):
        _set(data, "issn", [told["issn"]] if told["issn"] else [])
    if sheet.asks("keywords"):
        _set(
            data,
            "keywords",
            values.unique([one for part in told["keywords"].split(",") if (one := values.heading(part))]),
        )
    if sheet.asks("notes"):
        _set(data, "notes", [line.strip() for line in told["notes"].splitlines() if line.strip()])
    _put_languages(data, told, sheet)
    _put_firsts(data, told, sheet)
    _put_classes(data, told, sheet)
    _put_host(data, told, sheet)
    _put_people(data, answers)
    kept = cast(Data, data)
    year, year_to = _years(kept, told)
    return Described(
        kind=answers.kind,
        title=told["title"] if sheet.asks("title") else _issue_title(told),
        author=author_of(kept),
        year=year,
        year_to=year_to,
        language=next(iter(kept.get("languages", [])), ""),
        data=kept,
    )


def _set(data: dict[str, Any], name: str, value: Any) -> None:
    if value:
        data[name] = value
    else:
        data.pop(name, None)


def _put(data: dict[str, Any], name: str, told: Mapping[str, Any], asked: str, sheet: Sheet) -> None:
    if sheet.asks(asked):
        value = told[asked]
        _set(data, name, value.strip() if isinstance(value, str) else value)


def _put_languages(data: dict[str, Any], told: Mapping[str, Any], sheet: Sheet) -> None:
    for asked, name in (("language", "languages"), ("original_language", "original_languages")):
        if sheet.asks(asked):
            further = [code for code in data.get(name, [])[1:] if code != told[asked]]
            _set(data, name, [told[asked], *further] if told[asked] else further)


def _put_firsts(data: dict[str, Any], told: Mapping[str, Any], sheet: Sheet) -> None:
    """The form asks for one series and one link; further ones stay."""
    if sheet.asks("series_title"):
        first = dict(data.get("series", [{}])[0]) | {"title": told["series_title"], "number": told["series_number"]}
        first = {key: value for key, value in first.items() if value}
        _set(data, "series", [first, *data.get("series", [])[1:]] if first.get("title") else data.get("series", [])[1:])
    if sheet.asks("link"):
        links = data.get("links", [])
        first = dict(links[0]) if links and links[0]["url"] == told["link"] else {"url": told["link"]}
        _set(data, "links", [first, *links[1:]] if told["link"] else links[1:])


def _put_classes(data: dict[str, Any], told: Mapping[str, Any], sheet: Sheet) -> None:
    schemes = [scheme for scheme in ("udc", "bbk") if sheet.asks(scheme)]
    kept = [one for one in data.get("classes", []) if one["scheme"] not in schemes]
    made = [
        {"scheme": scheme, "index": index}
        for scheme in schemes
        for index in values.unique([part.strip() for part in told[scheme].split(";") if part.strip()])
    ]
    _set(data, "classes", made + kept)


def _put_host(data: dict[str, Any], told: Mapping[str, Any], sheet: Sheet) -> None:
    if not sheet.asks("host_title"):
        return
    host = dict(data.get("host", {}))
    for name in _HOST:
        if sheet.asks(f"host_{name}"):
            _set(host, name, told[f"host_{name}"])
    _set(data, "host", host if host.get("title") else None)


def _put_people(data: dict[str, Any], answers: Answers) -> None:
    dates = {one["name"]: one["dates"] for one in data.get("persons", []) if "dates" in one}
    former = {one["name"]: one["role"] for one in data.get("bodies", [])}
    persons: list[Named] = []
    bodies: list[Named] = []
    for row in answers.who:
        role = row["role"].removeprefix(BODY)
        if row["role"].startswith(BODY):
            name = values.heading(row["name"])
            bodies.append({"name": name, "role": former.get(name, role) if role == Role.OTHER else role})
            continue
        one: Named = {"name": values.name_of(row["name"]), "role": role}
        if one["name"] in dates:
            one["dates"] = dates[one["name"]]
        persons.append(one)
    _set(data, "persons", [one for one in persons if one["name"]])
    _set(data, "bodies", [one for one in bodies if one["name"]])
    for kind, name in _SUBJECTS.items():
        tidied = values.name_of if kind == Heading.Kind.PERSON else values.heading
        texts = [tidied(row["text"]) for row in answers.about if row["kind"] == kind]
        _set(data, name, values.unique([text for text in texts if text]))


def _years(data: Data, told: Mapping[str, Any]) -> tuple[int | None, int | None]:
    host = data.get("host", {})
    year, year_to = values.years(told.get("date", "") or host.get("year", ""))
    if told.get("date_to"):
        year_to = int(told["date_to"])
    return year, year_to


def _issue_title(told: Mapping[str, Any]) -> str:
    """«2026, Т. 4, № 3»: an issue is called by what tells it from the others."""
    number = told["host_number"]
    numbered = _("№ {number}").format(number=number) if number[:1].isdigit() else number
    volume = _("Т. {number}").format(number=told["host_volume"]) if told["host_volume"] else ""
    return ", ".join(part for part in (told["host_year"], volume, numbered) if part)


def initial_of(one: Described | Record) -> dict[str, Any]:
    """Return what the form shows of a description."""
    data = one.data
    host, series, links = data.get("host", {}), data.get("series", []), data.get("links", [])
    classes = data.get("classes", [])
    found: dict[str, Any] = {name: data.get(name, "") for name in (*_LINES, "date")}
    return found | {
        "title": one.title,
        "date": found["date"] or str(one.year or ""),
        "date_to": str(one.year_to or ""),
        "isbn": "; ".join(map(shown_isbn, data.get("isbn", []))),
        "issn": next(iter(data.get("issn", [])), ""),
        "place": "; ".join(data.get("places", [])),
        "publisher": "; ".join(data.get("publishers", [])),
        "language": next(iter(data.get("languages", [])), ""),
        "original_language": next(iter(data.get("original_languages", [])), ""),
        "series_title": series[0]["title"] if series else "",
        "series_number": series[0].get("number", "") if series else "",
        "link": links[0]["url"] if links else "",
        "keywords": ", ".join(data.get("keywords", [])),
        "notes": "\n".join(data.get("notes", [])),
        **{f"host_{name}": host.get(name, "") for name in _HOST},
        "host_year": host.get("year", "") or (str(one.year or "") if one.kind in _IN_HOSTS else ""),
        **{
            scheme: "; ".join(each["index"] for each in classes if each["scheme"] == scheme)
            for scheme in ("udc", "bbk")
        },
    }


def who_of(data: Data) -> list[dict[str, str]]:
    """Return the rows of those who made it."""
    found = [{"name": one["name"], "role": one["role"]} for one in data.get("persons", [])]
    known = (Role.AUTHOR.value, Role.OTHER.value)
    return found + [
        {"name": one["name"], "role": BODY + (one["role"] if one["role"] in known else Role.OTHER.value)}
        for one in data.get("bodies", [])
    ]


def about_of(data: Data) -> list[dict[str, str]]:
    """Return the rows of what it is about."""
    return [
        {"text": text, "kind": kind.value}
        for kind, name in _SUBJECTS.items()
        for text in cast("list[str]", data.get(name, []))
    ]
