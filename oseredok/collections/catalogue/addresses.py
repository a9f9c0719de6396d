"""Permanent addresses of what the catalogue shows to people, without the site's own."""

from __future__ import annotations

from django.urls import reverse

from oseredok.base.core.text import slug
from oseredok.collections.catalogue.models import Heading, Record

_LONGEST = 60


def path_of(record: Record) -> str:
    """Return the address of a record's page. Its number alone is permanent; the words after it are for people."""
    return _path("front:record", record.pk, record.title)


def path_of_heading(heading: Heading) -> str:
    """Return the address of the page that lists the records of a person, a body, a topic or a place."""
    return _path("front:heading", heading.pk, heading.text)


def _path(name: str, pk: int, words: str) -> str:
    tail = slug(words)[:_LONGEST].strip("-")
    return reverse(name, kwargs={"pk": pk, "words": tail}) if tail else reverse(f"{name}_short", kwargs={"pk": pk})
