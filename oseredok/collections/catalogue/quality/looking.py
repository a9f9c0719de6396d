"""Checks that look at a record itself. Each returns what is wrong as a note, an empty one where the name says all, or None.

Pure: no database, no translation of what a record says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.quality import letters

_LONGEST = 300
_MOST_WORDS = 3
_UNTITLED = re.compile(r"[\[(«\"]*\s*без назв", re.IGNORECASE)
_GUESSED = re.compile(r"[\[\]?~]|б\.?\s*[рг]\.|бл\.|прибл|ca", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """As much of a record as these checks need."""

    kind: str
    title: str
    author: str
    year: int | None
    data: Data


def no_title(one: Read) -> str | None:
    is_title = any(sign.isalnum() for sign in one.title) and not _UNTITLED.match(one.title)
    return None if is_title else one.title[:_LONGEST]


def no_class(one: Read) -> str | None:
    return None if any(told["scheme"] in ("udc", "bbk") for told in one.data.get("classes", ())) else ""


def no_udc(one: Read) -> str | None:
    """Only the former classification: told with its index, by which the new one can be found."""
    classes = one.data.get("classes", ())
    if any(told["scheme"] == "udc" for told in classes):
        return None
    former = [told["index"] for told in classes if told["scheme"] == "bbk"]
    return f"ББК {former[0]}"[:_LONGEST] if former else None


def no_topic(one: Read) -> str | None:
    said = ("topics", "keywords", "about_persons", "about_bodies", "about_places")
    return None if any(one.data.get(name) for name in said) else ""


def no_host(one: Read) -> str | None:
    return None if one.data.get("host") else ""


def isbn_wrong(one: Read) -> str | None:
    wrong = one.data.get("wrong_isbn", [])
    return ", ".join(wrong)[:_LONGEST] if wrong else None


def date_unclear(one: Read) -> str | None:
    told = one.data.get("date", "")
    is_unclear = one.year is None and any(sign.isdigit() for sign in told) and not _GUESSED.search(told)
    return told[:_LONGEST] if is_unclear else None


def mixed_letters(one: Read) -> str | None:
    found: list[str] = []
    for where, text in texts(one):
        for word, odd in letters.mixed_words(text):
            script = _("латинські") if all(map(letters.is_latin, odd)) else _("кириличні")
            found.append(f"{where}: «{word}» ({script} {', '.join(odd)})")
            if len(found) == _MOST_WORDS:
                return "; ".join(found)[:_LONGEST]
    return "; ".join(found)[:_LONGEST] or None


def broken_letters(one: Read) -> str | None:
    for where, text in texts(one):
        if letters.is_broken(text):
            return f"{where}: {text}"[:_LONGEST]
    return None


def shouted(one: Read) -> str | None:
    return one.title[:_LONGEST] if letters.is_shouted(one.title) else None


def texts(one: Read) -> Iterator[tuple[str, str]]:
    """Yield what people read of a record, with the name of the place."""
    data = one.data
    yield _("назва"), one.title
    for key in ("subtitle", "part", "responsibility", "edition"):
        if key in data:
            yield _("опис"), data[key]
    for person in data.get("persons", ()):
        yield _("особа"), person["name"]
    for body in data.get("bodies", ()):
        yield _("організація"), body["name"]
    for name in data.get("about_persons", ()):
        yield _("про кого"), name
    for topics in (data.get("topics"), data.get("keywords"), data.get("about_places"), data.get("about_bodies")):
        for topic in topics or ():
            yield _("тема"), topic
    for names in (data.get("publishers"), data.get("places")):
        for name in names or ():
            yield _("видано"), name
    for series in data.get("series", ()):
        yield _("серія"), series["title"]
    if "host" in data:
        yield _("де надруковано"), data["host"]["title"]
    if "abstract" in data:
        yield _("анотація"), data["abstract"]
