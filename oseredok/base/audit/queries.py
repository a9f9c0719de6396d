"""Reads of the log of changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet

from oseredok.base.audit import registry
from oseredok.base.audit.models import Entry
from oseredok.base.core.clock import day_bounds


@dataclass(frozen=True)
class Wanted:
    """What to look for. `places` None: everything; otherwise what belongs to these places only."""

    places: Sequence[int] | None = None
    actor_id: int | None = None
    source: str = ""
    kind: str = ""
    object_pk: str = ""
    first: date | None = None
    last: date | None = None


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """Return the entries, the latest first."""
    rows = Entry.objects.select_related("actor", "content_type")
    if wanted.places is not None:
        rows = rows.filter(place_id__in=list(wanted.places))
    if wanted.actor_id is not None:
        rows = rows.filter(actor_id=wanted.actor_id)
    if wanted.source:
        rows = rows.filter(source=wanted.source, actor__isnull=True)
    if wanted.kind:
        app, _dot, model = wanted.kind.partition(".")
        rows = rows.filter(content_type__app_label=app, content_type__model=model)
        if wanted.object_pk:
            rows = rows.filter(object_pk=wanted.object_pk)
    if wanted.first:
        rows = rows.filter(timestamp__gte=day_bounds(wanted.first)[0])
    if wanted.last:
        rows = rows.filter(timestamp__lt=day_bounds(wanted.last)[1])
    return rows


def about(model: type[Model], pk: object) -> QuerySet[Entry]:
    """Return every entry about one thing and what belongs to it."""
    kind = ContentType.objects.get_for_model(model)
    return Entry.objects.filter(
        Q(content_type=kind, object_pk=str(pk)) | Q(about=f"{model._meta.label_lower}:{pk}")
    ).select_related("content_type")


def audited_of(entry: Entry) -> registry.Audited | None:
    """Return what is known about the kind of thing; None when this version keeps no such thing any more."""
    model = entry.content_type.model_class()
    return registry.known(model) if model else None


def field_title(entry: Entry, name: str) -> str:
    """Return a field as people call it; words that were noted by hand are words already."""
    model = entry.content_type.model_class()
    if model is None or (entry.additional_data or {}).get("called"):
        return name
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def field_titles(entry: Entry) -> list[str]:
    """Return the changed fields as people call them."""
    return [field_title(entry, name) for name in sorted(entry.changes or {})]
