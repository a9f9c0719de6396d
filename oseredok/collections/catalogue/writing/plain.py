"""A record as JSON of our read API, and as a row of a table. What they hold is a promise: keys are added, never renamed."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Copy, Record
from oseredok.collections.catalogue.writing import codes
from oseredok.collections.catalogue.writing.dublin_core import full_title
from oseredok.collections.catalogue.writing.entries import Entry

_KEPT_BACK = frozenset({"audience", "author_mark"})
COLUMNS = (
    _("№ запису"), _("Вид"), _("Назва"), _("Автор"), _("Усі причетні"), _("Видання"), _("Місце"), _("Видавництво"), _("Рік"),
    _("Обсяг"), _("Серія"), _("Надруковано в"), "ISBN", "ISSN", _("Мова"), _("Теми"), _("УДК"), _("ББК"), _("Анотація"),
    _("Посилання"), _("Шифр"), _("Філії"), _("Примірників"),
)  # fmt: skip


def record(entry: Entry) -> dict[str, Any]:
    """Return what a program reads of a record; `data` as `crosswalk.description.Data` names it."""
    one = entry.record
    return {
        "id": one.pk,
        "kind": one.kind,
        "title": one.title,
        "author": one.author or None,
        "year": one.year,
        "year_to": one.year_to,
        "language": one.language or None,
        "data": {key: value for key, value in entry.data.items() if key not in _KEPT_BACK},
        "branches": entry.branches,
        "changed_at": one.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "url": entry.address or None,
    }


def copy(one: Copy) -> dict[str, Any]:
    """Return what anybody may know of a copy: neither its price nor who has it."""
    library = one.location.library if one.location is not None else None
    return {
        "branch": library.code if library else None,
        "branch_name": library.short_name if library else None,
        "location": str(one.location) if one.location else None,
        "collection": one.collection or None,
        "shelf_mark": one.shelf_mark or None,
        "status": one.status,
        "quantity": one.quantity,
    }


def row(entry: Entry) -> list[str]:
    """Return a row under `COLUMNS`; several values of one column are parted by a semicolon."""
    one, data = entry.record, entry.data
    persons = [f"{who['name']} ({Role(who['role']).label})" for who in data.get("persons", [])]
    subjects = (key for key in ("topics", "about_persons", "about_bodies", "about_places", "keywords"))
    classes: dict[str, list[str]] = {}
    for told in data.get("classes", []):
        classes.setdefault(told["scheme"], []).append(told["index"])
    host = data.get("host")
    libraries = [place.library for place in (each.location for each in entry.copies) if place and place.library]
    cells: list[list[str]] = [
        [str(one.pk)],
        [str(Record.Kind(one.kind).label)],
        [full_title(one)],
        [one.author],
        persons,
        [data.get("edition", "")],
        data.get("places", []),
        data.get("publishers", []),
        [data.get("date", "") or str(one.year or "")],
        [data.get("extent", "")],
        [" ; ".join(filter(None, (each["title"], each.get("number")))) for each in data.get("series", [])],
        [". ".join(filter(None, (host["title"], codes.where_inside(host))))] if host else [],
        data.get("isbn", []),
        data.get("issn", []),
        data.get("languages", []),
        [text for key in subjects for text in data.get(key, [])],  # type: ignore[attr-defined]
        classes.get("udc", []),
        classes.get("bbk", []),
        [data.get("abstract", "")],
        [each["url"] for each in data.get("links", [])],
        [data.get("call_number", ""), *(each.shelf_mark for each in entry.copies)],
        [library.short_name for library in libraries],
        [str(sum(each.quantity for each in entry.copies) or "")],
    ]
    return ["; ".join(dict.fromkeys(filter(None, cell))) for cell in cells]
