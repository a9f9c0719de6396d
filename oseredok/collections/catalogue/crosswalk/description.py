"""What a record says, in one shape whatever it was written in: the keys of `Record.data`.

Absent means unknown; nothing is ever an empty text or an empty list. Texts are as the source has them, without the
punctuation that only parts fields. Lists keep the order of the source, each value once.
"""

from __future__ import annotations

import json
from typing import Any, NotRequired, TypedDict


class Named(TypedDict):
    """A person («Шевченко, Тарас Григорович») or a body; `role` is a value of `roles.Role`."""

    name: str
    role: str
    dates: NotRequired[str]


class Classified(TypedDict):
    """`scheme` is udc, bbk, ddc, lcc or other."""

    scheme: str
    index: str


class Series(TypedDict):
    title: str
    number: NotRequired[str]
    issn: NotRequired[str]


class Link(TypedDict):
    """`url` is http or https."""

    url: str
    text: NotRequired[str]


class Host(TypedDict):
    """What an article stands in, or what a volume is a part of."""

    title: str
    responsibility: NotRequired[str]
    place: NotRequired[str]
    year: NotRequired[str]
    volume: NotRequired[str]
    number: NotRequired[str]
    pages: NotRequired[str]
    issn: NotRequired[str]
    control_number: NotRequired[str]


class Data(TypedDict, total=False):
    """See the module. `date` is the year as it is written («[1998]», «б. р.»); the number is `Record.year`."""

    subtitle: str
    part: str  # «Т. 2, Кн. 1»
    responsibility: str  # after the slash
    parallel_titles: list[str]
    other_titles: list[str]
    persons: list[Named]  # the first with the role of an author is the heading
    bodies: list[Named]
    edition: str
    places: list[str]
    publishers: list[str]
    date: str
    extent: str
    series: list[Series]
    languages: list[str]  # ISO 639-2
    original_languages: list[str]
    country: str
    isbn: list[str]  # 13 digits
    wrong_isbn: list[str]  # as written; found by nobody, told by the report of quality
    issn: list[str]  # 1234-5678
    topics: list[str]  # «Поезія – Україна – 19 ст.»
    about_persons: list[str]
    about_bodies: list[str]
    about_places: list[str]
    keywords: list[str]
    classes: list[Classified]
    author_mark: str
    call_number: str
    notes: list[str]
    abstract: str
    contents: list[str]
    host: Host
    links: list[Link]
    audience: str  # children, teens, adults


class PlainJson(json.JSONEncoder):
    """Letters as letters: escaped Cyrillic takes three times the room of the database."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})
