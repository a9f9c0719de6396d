"""The terms of an index in Ukrainian order: titles, authors, subjects."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.models import Heading, Record, is_live
from oseredok.faces.machines.sru import meaning
from oseredok.faces.machines.sru.cql import Clause
from oseredok.faces.machines.sru.diagnostics import Diagnostic, Number


def terms(clause: str, *, position: int, most: int) -> list[tuple[str, int]]:
    """Return terms with how many records each has; `position` is where among them the asked one stands, from 1.

    0 leaves it just before the list. Raises Diagnostic.
    """
    node = meaning.parsed(clause).root
    if not isinstance(node, Clause):
        raise Diagnostic(Number.SYNTAX, "A scan takes one clause.")
    if position > most + 1:
        raise Diagnostic(Number.TERMS_OUT_OF_RANGE, str(position))
    rows, text, key = _ordered(meaning.code_of(node.index))
    at = keys.sort_key(node.term)
    before = rows.filter(**{f"{key}__lt": at}).order_by(f"-{key}", "-pk")[: max(position - 1, 0)]
    after = rows.filter(**{f"{key}__{'gt' if position == 0 else 'gte'}": at}).order_by(key, "pk")
    earlier = list(before.values_list(text, "found"))[::-1]
    return [
        (str(term), int(count)) for term, count in [*earlier, *after.values_list(text, "found")[: most - len(earlier)]]
    ]


def _ordered(code: str) -> tuple[QuerySet[Any], str, str]:
    if code == "dc.title":
        return Record.live.annotate(found=Count("pk")), "title", "title_key"
    is_seen = is_live("mentions__record")
    about = Q(mentions__role="sub")
    match code:
        case "dc.creator":
            headings = Heading.objects.filter(kind__in=(Heading.Kind.PERSON, Heading.Kind.BODY))
            is_seen &= ~about
        case "dc.subject":
            headings = Heading.objects.all()
            is_seen &= about
        case _:
            raise Diagnostic(Number.INDEX, code)
    counted = headings.annotate(found=Count("mentions__record", filter=is_seen, distinct=True))
    return counted.filter(found__gt=0), "text", "sort_key"
