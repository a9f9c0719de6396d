"""Looking the catalogue through by classes: УДК, ББК."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.classes.tree import Node, roots, way_of
from oseredok.collections.catalogue.models import Classed, Record, is_live
from oseredok.faces.front.catalogue import keyset
from oseredok.faces.front.catalogue.keyset import Slice

__all__ = ["SCHEMES", "in_use", "records", "roots", "rows", "way_of"]

SCHEMES: dict[str, str | Promise] = {"udc": _("За класами УДК"), "bbk": _("За класами ББК")}


def in_use() -> list[str]:
    """Return the schemes by which something stands."""
    return [scheme for scheme in SCHEMES if Classed.objects.filter(scheme=scheme).exists()]


def rows(scheme: str, nodes: Sequence[Node]) -> list[tuple[Node, int]]:
    """Return the classes that have records, each with how many."""
    standing = Classed.objects.filter(is_live("record"), scheme=scheme, code__in=[node.code for node in nodes])
    told = dict(standing.values_list("code").annotate(Count("record", distinct=True)))
    return [(node, told[node.code]) for node in nodes if told.get(node.code)]


def records(scheme: str, code: str, request: HttpRequest) -> Slice[Record]:
    """Return a page of a class's records by title."""
    pks = Classed.objects.filter(scheme=scheme, code=code).values("record")
    return keyset.page(Record.live.filter(pk__in=pks), "title_key", request, size=30)
