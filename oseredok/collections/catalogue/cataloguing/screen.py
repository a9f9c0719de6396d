"""The form of one record as it stands on the page: three forms that are one, and what would become of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.forms import BoundField, Form
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import lower_first
from oseredok.collections.catalogue import citing
from oseredok.collections.catalogue.cataloguing import draft, queries
from oseredok.collections.catalogue.cataloguing.forms import MOST_ROWS, AboutForm, RecordForm, Rows, WhoForm, rows
from oseredok.collections.catalogue.cataloguing.kinds import ABOUT, GROUP_TITLES, HOST, MORE, WHO
from oseredok.collections.catalogue.classes.tree import Node, roots, walk
from oseredok.collections.catalogue.crosswalk import values
from oseredok.collections.catalogue.crosswalk.description import Data
from oseredok.collections.catalogue.crosswalk.reading import Described
from oseredok.collections.catalogue.describing import prepare_described
from oseredok.collections.catalogue.models import Record

_AT_FIRST = 2
TREES = {"udc": _("Вибрати з дерева УДК"), "bbk": _("Вибрати з дерева ББК")}


class Group(NamedTuple):
    """Fields under one heading; `rows` are those of a list, `is_folded` opens by a click."""

    code: str
    title: str
    fields: list[BoundField]
    rows: Rows | None
    is_folded: bool

    @property
    def trees(self) -> list[tuple[str, Any, Sequence[Node], list[Node]]]:
        """Trees of classes for the fields of this group: scheme, name, main classes, all of them in one list."""
        names = {one.name for one in self.fields}
        return [(scheme, title, roots(scheme), [*walk(scheme)]) for scheme, title in TREES.items() if scheme in names]


class Offer(NamedTuple):
    """A heading that is in the catalogue and may be taken instead: `value` is what its button sends."""

    text: str
    records: int
    value: str


class Told(NamedTuple):
    """A heading of the draft, and what it may be instead."""

    text: str
    records: int
    offers: list[Offer]


@dataclass(frozen=True)
class Preview:
    """What would be saved: both citations, headings, and records that look like the same book."""

    citations: list[tuple[str, str]]
    headings: list[Told]
    alike: list[Record]


class Screen:
    """`base` is the description that is corrected or was copied; `pk` the record that it is, if it is one already."""

    def __init__(
        self,
        *,
        kind: str,
        now: datetime,
        base: Described | Record | None = None,
        first: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.now, self.base = kind, now, base
        self.first = draft.initial_of(base) if base else dict(first or {})
        self.who_rows = draft.who_of(base.data) if base else []
        self.about_rows = draft.about_of(base.data) if base else []
        self.sent: QueryDict | None = None
        self.more = {"who": _AT_FIRST, "about": _AT_FIRST}

    @property
    def pk(self) -> int | None:
        return self.base.pk if isinstance(self.base, Record) else None

    def send(self, sent: QueryDict) -> None:
        """Take what was typed, to be checked."""
        self.sent = sent

    def keep(self, sent: QueryDict) -> None:
        """Take what was typed as it is, unchecked: the page comes again with something added to it."""
        self.first = {name: sent.get(name, "") for name in RecordForm.base_fields}
        self.who_rows = _typed(sent, "who", ("name", "role"))
        self.about_rows = _typed(sent, "about", ("text", "kind"))

    @cached_property
    def form(self) -> RecordForm:
        return RecordForm(self.sent, kind=self.kind, latest_year=self.now.year + 1, initial=self.first)

    @cached_property
    def who(self) -> Rows:
        return self._rows(WhoForm, "who", self.who_rows)

    @cached_property
    def about(self) -> Rows:
        return self._rows(AboutForm, "about", self.about_rows)

    def _rows(self, form: type[Form], prefix: str, stored: list[dict[str, str]]) -> Rows:
        # What was sent is the whole answer: a row like a stored one would count as not filled in.
        initial = stored if self.sent is None else None
        return rows(form, extra=self.more[prefix])(self.sent, initial=initial, prefix=prefix)

    @property
    def groups(self) -> list[Group]:
        lists = {WHO: self.who, ABOUT: self.about}
        return [
            Group(code, str(GROUP_TITLES[code]), [self.form[name] for name in names], lists.get(code), self._folds(code, names))
            for code, names in self.form.sheet.groups.items()
        ]  # fmt: skip

    def _folds(self, code: str, names: tuple[str, ...]) -> bool:
        optional = code == MORE or (code == HOST and not self.form.sheet.needed.intersection(names))
        return optional and not any(self.form[name].errors or self.form[name].value() for name in names)

    @property
    def needed(self) -> str:
        """What cannot be left empty: «назва, адреса в мережі»."""
        sheet = self.form.sheet
        return ", ".join(lower_first(str(self.form[name].label)) for name in sheet.fields if name in sheet.needed)

    @property
    def asks_who(self) -> bool:
        return WHO in self.form.sheet.groups

    def is_valid(self) -> bool:
        return all([self.form.is_valid(), self.who.is_valid() or not self.asks_who, self.about.is_valid()])

    @property
    def errors(self) -> bool:
        return self.sent is not None and not self.is_valid()

    def described(self) -> Described:
        """Return the description; only of what `is_valid`."""
        who = self.who.filled() if self.asks_who else self.who_rows
        answers = draft.Answers(self.kind, self.form.cleaned_data, who, self.about.filled())
        base: Data | None = self.base.data if self.base else None
        return draft.described(answers, base=base)

    def preview(self) -> Preview:
        """Return what would be saved; only of what `is_valid`."""
        one = self.described()
        ready = prepare_described(one)
        work = citing.Work(one.kind, one.title, one.year, one.year_to, one.language, one.data)
        told = [
            (str(citing.STYLES[code].label), citing.cite(work, code, looked_on=local_date(self.now)))
            for code in ("dstu8302", "gost71")
        ]
        return Preview(told, self._headings(queries.known(ready.headings)), queries.alike(ready, besides=self.pk))

    def _headings(self, known: list[queries.Known]) -> list[Told]:
        found = []
        for one in known:
            row = self._row_of(one.text)
            offers = [Offer(other.text, other.records, f"take:{row}:{other.text}") for other in one.alike if row]  # type: ignore[attr-defined]
            found.append(Told(one.text, one.records, offers))
        return found

    def _row_of(self, text: str) -> str:
        """Return the name of the field that a heading was typed into."""
        for name, formset in (("name", self.who), ("text", self.about)):
            for form in formset.forms:
                typed = form.cleaned_data.get(name, "") if form.is_valid() else ""
                if typed and text in (values.name_of(typed), values.heading(typed)):
                    return str(form.add_prefix(name))
        return ""


def _typed(sent: QueryDict, prefix: str, names: tuple[str, ...]) -> list[dict[str, str]]:
    told = sent.get(f"{prefix}-TOTAL_FORMS", "")
    total = min(int(told), MOST_ROWS) if told.isascii() and told.isdigit() and len(told) < 4 else 0
    found = [{name: sent.get(f"{prefix}-{place}-{name}", "") for name in names} for place in range(total)]
    return [row for row in found if row[names[0]].strip()]


def edited(sent: QueryDict, do: str) -> QueryDict:
    """Return what was typed with what a button puts into it: `take:FIELD:TEXT` or `class:SCHEME:INDEX`."""
    told = sent.copy()
    what, _colon, rest = do.partition(":")
    field, _colon, value = rest.partition(":")
    if what == "take" and field in told:
        told[field] = value[:300]
    elif what == "class" and field in ("udc", "bbk"):
        parts = [part.strip() for part in told.get(field, "").split(";") if part.strip()]
        told[field] = "; ".join(dict.fromkeys([*parts, value[:60]]))
    return told
