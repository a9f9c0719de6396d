"""A record in the words of schema.org, for search engines and for whoever copies the page."""

from __future__ import annotations

from typing import Any

from oseredok.collections.catalogue.citing import Work
from oseredok.collections.catalogue.citing.works import Person, person
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.models import Record
from oseredok.faces.front.catalogue.record_page import RecordPage

_TYPES = {
    Record.Kind.BOOK: "Book", Record.Kind.ARTICLE: "Article", Record.Kind.SERIAL: "Periodical",
    Record.Kind.ISSUE: "PublicationIssue", Record.Kind.EDOCUMENT: "DigitalDocument", Record.Kind.MAP: "Map",
    Record.Kind.MUSIC: "SheetMusic", Record.Kind.AUDIO: "AudioObject", Record.Kind.VIDEO: "VideoObject",
}  # fmt: skip
_ROLES = {Role.AUTHOR: "author", Role.EDITOR: "editor", Role.TRANSLATOR: "translator", Role.ILLUSTRATOR: "illustrator"}


def described(page: RecordPage) -> dict[str, Any]:
    """Return the JSON-LD object of a record. What is unknown is left out."""
    record, data = page.record, page.data
    work = Work.of(record)
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(Record.Kind(record.kind), "CreativeWork"),
        "@id": page.address,
        "url": page.address,
        "name": work.titled,
        "datePublished": str(record.year) if record.year else "",
        "inLanguage": _bcp47(record.language),
        "description": data.get("abstract", ""),
        "isbn": data.get("isbn", [])[:1],
        "issn": data.get("issn", [])[:1],
        "bookEdition": data.get("edition", ""),
        "about": [*data.get("topics", []), *data.get("about_persons", []), *data.get("about_places", [])],
        "publisher": [{"@type": "Organization", "name": name} for name in data.get("publishers", [])],
        "isPartOf": {"@type": "CreativeWork", "name": data["host"]["title"]} if "host" in data else None,
        "encoding": [{"@type": "MediaObject", "contentUrl": link["url"]} for link in data.get("links", [])],
        **{name: _persons(page, role) for role, name in _ROLES.items()},
    }
    return {name: value for name, value in told.items() if value}


def _persons(page: RecordPage, role: Role) -> list[dict[str, str]]:
    found = [person(one["name"]) for one in page.data.get("persons", []) if one["role"] == role]
    return [{"@type": "Person", "name": _name(one)} for one in found]


def _name(one: Person) -> str:
    return f"{one.given} {one.family}".strip()


_SHORT = {"ukr": "uk", "eng": "en", "pol": "pl", "ger": "de", "fre": "fr", "rus": "ru"}


def _bcp47(code: str) -> str:
    return "" if code in ("und", "mul", "zxx") else _SHORT.get(code, code)
