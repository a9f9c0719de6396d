"""What an export holds: every table of the centre, without persons and without secrets.

Closed by default: a table that points at readers, and a column named like a secret or a contact, stay out unless they are
let in here by name. A new room is exported from its first day, and what it knows of people is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet
from django.utils.translation import gettext as _

from oseredok.base.backup.rows import tables_of
from oseredok.library.people.models import Account, Reader
from oseredok.library.places.models import Library
from oseredok.management.closing import log

# The machine's own: made again from other rows, or of no meaning outside this computer; and secrets.
LEFT_OUT = {
    "alerts.savedsearch",  # what somebody looks for is theirs alone
    "backup.placing",
    "backup.run",
    # The way of a file into the catalogue, and bytes that no table shows: records leave as MARC by their own export.
    "catalogue.batch",
    "catalogue.before",
    "catalogue.classed",  # made of the records themselves
    "catalogue.feed",
    "catalogue.filecolumn",
    "catalogue.finding",
    "catalogue.knowncolumn",
    "catalogue.source",
    "catalogue.tombstone",  # for harvesters: the record itself is no more
    "feedback.followup",
    "indicators.watched",
    "jobs.job",
    "journal.finetally",
    "journal.headtally",
    "journal.monthtally",
    "journal.slicetally",
    "journal.tally",
    "journal.untallied",
    "journal.visitorsalt",
    "journal.visitortally",
    "mail.letter",
    "office.setupcode",
    "office.stepmark",
    "people.accountevent",
    "people.application",
    "people.failedsignin",
    "people.nameword",
    "people.readerattempts",
    # What is wrong with records is counted anew at any time.
    "quality.address",
    "quality.addressuse",
    "quality.count",
    "quality.flaw",
    "quality.notsame",
    "quality.tally",
    "printing.printfile",  # of a day, and a file's name may name its owner
    # Made anew from the rest at any time; what was sought in vain is no record of the institution.
    "search.indexbuild",
    "search.indexrow",
    "search.miss",
    "search.searchoutbox",
    "seats.station",  # a key for one browser
    "visits.freshregistration",
    "wifi.wifibatch",
    "wifi.wificode",
    "wifi.wifisession",
}
LEFT_OUT_APPS = {"imports"}

# Of people and of what they did: exactly these columns, nothing that leads to a person.
ONLY: dict[str, tuple[str, ...]] = {
    "audit.entry": log.FIELDS,
    # Anybody writes what got in their way, and may name themselves: the library's own answer is exported.
    "front.barrier": ("id", "reported_at", "handled_at", "handled_by", "decision"),
    # So of a comment: what the staff showed and answered is exported, the person's own words are not.
    "feedback.comment": (
        "id",
        "place",
        "kind",
        "via",
        "received_on",
        "sort",
        "topic",
        "looked_at",
        "public_text",
        "answer",
        "answered_on",
        "published_at",
    ),
    "people.account": ("id", "last_name", "first_name", "patronymic", "position", "is_active"),
    "people.reader": (
        "id",
        "kind",
        "category",
        "birth_year",
        "social_status",
        "home_library",
        "created_on",
        "closed_on",
    ),
    "people.registration": ("id", "year", "library", "is_first", "age_group", "registered_on"),
    # How many wrote in their own words is counted; what they wrote may name them.
    "surveys.freetext": ("id", "response", "question", "is_other", "state", "decided_at"),
    "visits.visit": ("id", "place", "people", "age_group", "arrived_at", "arrived_on", "left_at", "cancelled_at"),
}
PRIVATE = re.compile(
    r"password|secret|token|hash|salt|session|^pin|_pin$|visitor_key|name_key|mark$|phone|e?mail|contact|card_number"
)
OPEN_APPS = {"places"}  # a library's own phone and address are on its door
SHARED_APPS = {"offer"}  # the words that the numbers are counted by
SHARED = {"places.librarysystem", "places.publicholiday"}


@dataclass(frozen=True)
class Sheet:
    """A table as it is exported."""

    model: type[Model]
    fields: tuple[Field[Any, Any], ...]
    rows: QuerySet[Any]
    clean: Callable[[list[Any]], None] | None = None  # empties what a row must not show

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def title(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def titles(self) -> list[str]:
        """Names of columns as people say them, each once."""
        plain = [title_of(field) for field in self.fields]
        return [
            title if plain.count(title) == 1 else f"{title} ({field.name})"
            for title, field in zip(plain, self.fields, strict=True)
        ]


def sheets(place: Library | None) -> Iterator[Sheet]:
    """Yield the tables to export: of the whole centre, or of one library with the words that it was counted by."""
    models = [model for model in apps.get_models() if model.__module__.startswith("oseredok.")]
    for table in tables_of(models, without=set()):
        fields = columns(table.model)
        rows = table.model._base_manager.order_by("pk") if fields else None
        if rows is not None and place is not None:
            rows = _of_the_place(table.model, rows, place)
        if rows is not None:
            yield Sheet(table.model, fields, rows, log.cleaner(fields, columns) if table.model is log.MODEL else None)


def title_of(field: Field[Any, Any]) -> str:
    """Return what a column is called: its own words, or those of what it points at."""
    own = str(field.verbose_name)
    if own != field.name.replace("_", " "):
        return _("номер") if own == "ID" else own
    if field.remote_field and not isinstance(field.related_model, str) and field.related_model:
        return str(field.related_model._meta.verbose_name)
    return own


def columns(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    """Return the columns that are exported; none for a table that stays out."""
    label, app = model._meta.label_lower, model._meta.app_label
    fields = [one for one in model._meta.local_concrete_fields if not getattr(one, "generated", False)]
    if label in ONLY:
        return tuple(one for one in fields if one.name in ONLY[label])
    if label in LEFT_OUT or app in LEFT_OUT_APPS or any(one.related_model is Reader for one in fields):
        return ()
    return tuple(one for one in fields if app in OPEN_APPS or not PRIVATE.search(one.name))


def _of_the_place(model: type[Model], rows: QuerySet[Any], place: Library) -> QuerySet[Any] | None:
    if model is Library:
        return rows.filter(pk=place.pk)
    if model is log.MODEL:
        return rows.filter(place_id=place.pk)
    if model is Account:
        return rows.filter(pk__in=Account.objects.filter(role_assignments__place=place).values("pk"))
    for field in model._meta.local_concrete_fields:
        if field.related_model is Library:
            return rows.filter(**{field.name: place})
    shared = model._meta.app_label in SHARED_APPS or model._meta.label_lower in SHARED
    return rows if shared else None
