"""Permanent addresses of what the catalogue shows to people, without the site's own."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

from oseredok.base.core.text import slug
from oseredok.collections.catalogue.models import Heading

_LONGEST = 60
_LOOKED_AT = 200


class Titled(Protocol):
    """A record, or as much of it as its address needs."""

    @property
    def pk(self) -> int: ...

    @property
    def title(self) -> str: ...


def path_of(record: Titled) -> str:
    """Return the address of a record's page. Its number alone is permanent; the words after it are for people."""
    return _path("front:record", record.pk, record.title)


def path_of_heading(heading: Heading) -> str:
    """Return the address of the page that lists the records of a person, a body, a topic or a place."""
    return _path("front:heading", heading.pk, heading.text)


def _path(name: str, pk: int, words: str) -> str:
    tail = slug(words[:_LOOKED_AT])[:_LONGEST].strip("-")
    if not tail:
        return reverse(f"{name}_short", kwargs={"pk": pk})
    return (
        _pattern(name, get_language(), get_script_prefix(), get_urlconf()).replace(_PK, f"/{pk}-").replace(_TAIL, tail)
    )


_PK, _TAIL = "/9007199254740993-", "words-of-a-title"


@lru_cache(maxsize=64)
def _pattern(name: str, *_where: object) -> str:
    """Return an address in which a number and words stand for any: a search makes a million of them."""
    return reverse(name, kwargs={"pk": int(_PK.strip("/-")), "words": _TAIL})
