"""Small words of the catalogue's pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from oseredok.base.core.text import number
from oseredok.collections.catalogue.addresses import path_of, path_of_heading
from oseredok.collections.catalogue.models import Heading, Record

register = template.Library()

_INSIDE_SCRIPT = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
_HTML = {"ukr": "uk", "eng": "en", "pol": "pl", "ger": "de", "fre": "fr", "rus": "ru", "ita": "it", "spa": "es"}


@register.filter
def record_path(record: Record) -> str:
    """The address of a record's page."""
    return path_of(record)


@register.filter
def heading_path(heading: Heading) -> str:
    """The address of the page of a heading."""
    return path_of_heading(heading)


@register.filter
def grouped(count: int) -> str:
    """A count as people write it: «1 234»."""
    return number(count)


@register.filter
def surname(author: str) -> str:
    """«Шевченко, Тарас Григорович» → «Шевченко»"""
    return author.partition(",")[0]


@register.filter
def html_language(code: str) -> str:
    """The language of a title for those who hear the page; Ukrainian when the record does not tell."""
    return _HTML.get(code, code if code and code not in ("und", "mul", "zxx") else "uk")


@register.filter
def json_ld(told: Mapping[str, Any]) -> SafeString:
    """Data for search engines. A data block is never run, so the policy against scripts does not touch it."""
    text = json.dumps(told, ensure_ascii=False).translate(_INSIDE_SCRIPT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - cannot end the element
