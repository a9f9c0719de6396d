"""Reads of the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from oseredok.base.preferences import queries as preferences
from oseredok.library.documents import rules
from oseredok.library.documents.models import Document
from oseredok.library.documents.preferences import REVIEW_DAYS
from oseredok.library.documents.rules import State
from oseredok.library.people.access import Duty


@dataclass(frozen=True)
class Row:
    """A document with its state on a day, and with what stands in its place."""

    document: Document
    state: State
    replacement: Document | None = None

    @property
    def state_kind(self) -> str:
        """The colour of the word."""
        kinds = {State.IN_FORCE: "success", State.REVIEW: "warning", State.OVERDUE: "danger", State.FUTURE: "info"}
        return kinds.get(self.state, "")

    @property
    def is_future(self) -> bool:
        return self.state is State.FUTURE

    @property
    def starts_on(self) -> date:
        return rules.starts_on(self.document)

    @property
    def replaced_on(self) -> date | None:
        """The day from which another stands in its place."""
        return rules.starts_on(self.replacement) if self.replacement else None

    @property
    def is_in_force(self) -> bool:
        return self.state in (State.IN_FORCE, State.REVIEW, State.OVERDUE)


def documents() -> QuerySet[Document]:
    """Return everything, the latest first, ready to be told."""
    return Document.objects.select_related("place", "replaces", "added_by").prefetch_related("files", "replaced_by")


def rows(found: Iterable[Document], *, on: date) -> list[Row]:
    """Return documents with their states."""
    soon = timedelta(days=preferences.value(REVIEW_DAYS))
    return [_row(one, on=on, soon=soon) for one in found]


def seen_by(duty: Duty, *, on: date) -> list[Row]:
    """Return what a member of staff may read."""
    return rows((one for one in documents() if rules.can_see(one, duty)), on=on)


def public(*, on: date) -> list[Row]:
    """Return what stands on the site: public ones that are in force, or will be."""
    return [row for row in ever_public(on=on) if row.state not in (State.EXPIRED, State.REPLACED)]


def ever_public(*, on: date) -> list[Row]:
    """Return the public ones whatever their state: whoever keeps them by their days needs those that end, too."""
    return rows(documents().filter(seen_by=Document.For.EVERYBODY), on=on)


def to_review(*, on: date) -> list[Row]:
    """Return what has to be read anew now or soon, the most urgent first."""
    found = rows(documents().filter(review_on__isnull=False), on=on)
    waiting = [row for row in found if row.state in (State.REVIEW, State.OVERDUE)]
    return sorted(waiting, key=lambda row: row.document.review_on or on)


def suggested_number(*, kind: str, year: int) -> str:
    """Return the number after the last of this kind in the year."""
    numbers = Document.objects.filter(kind=kind, dated__year=year).values_list("number", flat=True)
    return rules.next_number(numbers)


def _row(document: Document, *, on: date, soon: timedelta) -> Row:
    successors = sorted(document.replaced_by.all(), key=rules.starts_on)
    first = successors[0] if successors else None
    state = rules.state_of(document, on=on, soon=soon, replaced_from=rules.starts_on(first) if first else None)
    return Row(document, state, first)
