"""Reads of exhibitions."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from oseredok.collections.catalogue.exhibitions.models import Exhibit, Exhibition
from oseredok.collections.catalogue.models import is_live


def all_of_them() -> QuerySet[Exhibition]:
    """Return what staff see, each with `books`."""
    return Exhibition.objects.annotate(books=Count("exhibits"))


def shown(*, on: date) -> QuerySet[Exhibition]:
    """Return what visitors see on a day, each with `books`."""
    open_then = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    alive = Count("exhibits", filter=is_live("exhibits__record"))
    return Exhibition.objects.filter(open_then, is_shown=True, starts_on__lte=on).annotate(books=alive)


def exhibits(exhibition: Exhibition) -> QuerySet[Exhibit]:
    """Return the books that are still in the catalogue, in order."""
    return exhibition.exhibits.filter(is_live("record")).select_related("record")
