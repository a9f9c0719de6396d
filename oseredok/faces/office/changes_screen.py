"""How a change is told: «Ольга Т. змінила години роботи «Центральна»: вт 9:00–18:00 → 9:00–19:00»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from oseredok.base.audit import queries, registry
from oseredok.base.audit.models import Entry
from oseredok.base.core.clock import local, local_date
from oseredok.base.core.dates import clock_time, short_date
from oseredok.base.core.text import quoted, without_controls
from oseredok.library.people.models import Account

LONGEST = 140
_NOTHING = ("", "None")
# Men's names that end like women's.
_MEN = {"микола", "ілля", "лука", "сава", "кузьма", "хома", "фома", "яша", "саша", "льоша", "гнатій"}


@dataclass(frozen=True)
class FieldChange:
    """One field: words, before, after. `is_hidden`: that it changed is all that was kept."""

    field: str
    before: str
    after: str
    is_hidden: bool = False


@dataclass(frozen=True)
class ChangeRow:
    """An entry ready to be read."""

    entry: Entry

    @property
    def who(self) -> str:
        actor = self.entry.actor
        if isinstance(actor, Account):
            return actor.short_name
        source = str(self.entry.get_source_display())
        return f"{source[:1].upper()}{source[1:]}:"

    @property
    def verb(self) -> str:
        """Past tense needs the person's gender; a machine and an unknown name get the impersonal form."""
        words = {
            Entry.Action.CREATE: (_("додав"), _("додала"), _("додано")),
            Entry.Action.UPDATE: (_("змінив"), _("змінила"), _("змінено")),
            Entry.Action.DELETE: (_("вилучив"), _("вилучила"), _("вилучено")),
        }[Entry.Action.UPDATE if self.is_update else self.entry.action]
        actor = self.entry.actor
        if not isinstance(actor, Account):
            return words[2]
        return words[{"m": 0, "f": 1}.get(gender(actor), 2)]

    @property
    def called(self) -> str:
        told = (self.entry.additional_data or {}).get("called")
        if told:
            return str(told)
        audited = queries.audited_of(self.entry)
        return str(audited.called) if audited else str(self.entry.content_type)

    @property
    def which(self) -> str:
        return str(self.entry.object_repr)

    @property
    def kind(self) -> str:
        return f"{self.entry.content_type.app_label}.{self.entry.content_type.model}"

    @property
    def is_update(self) -> bool:
        audited = queries.audited_of(self.entry)
        return bool(self.entry.action == Entry.Action.UPDATE or (audited and audited.absent_by_default))

    @cached_property
    def fields(self) -> list[FieldChange]:
        model = self.entry.content_type.model_class()
        found = []
        for name, (before, after) in self._pairs():
            field = _field(model, name)
            words = queries.field_title(self.entry, name)
            hidden = before == after == ""
            found.append(FieldChange(words, _value(field, before), _value(field, after), hidden))
        return found

    @property
    def sentence(self) -> str:
        """The whole entry in one line, for the file."""
        which = f" {quoted(self.which)}" if self.which else ""
        told = "; ".join(
            one.field if one.is_hidden else f"{one.field}: {one.before or '—'} → {one.after or '—'}"
            for one in self.fields
        )
        return f"{self.who} {self.verb} {self.called}{which}: {told}"

    def _pairs(self) -> Iterator[tuple[str, tuple[str, str]]]:
        changes = self.entry.changes or {}
        order = (self.entry.additional_data or {}).get("order") or sorted(changes)
        for name in order:
            pair = changes.get(name)
            if not (isinstance(pair, list) and len(pair) == 2):
                continue
            before, after = (str(one) for one in pair)
            if before == after == "" or not (before in _NOTHING and after in _NOTHING):
                yield name, (before, after)


def gender(account: Account) -> str:
    """Return m, f or nothing, by the patronymic, otherwise by the given name."""
    patronymic = account.patronymic.casefold()
    if patronymic.endswith("вна"):
        return "f"
    if patronymic.endswith("ич"):
        return "m"
    name = account.first_name.casefold()
    if not name:
        return ""
    return "f" if name.endswith(("а", "я")) and name not in _MEN else "m"


def rows(entries: Iterable[Entry]) -> list[ChangeRow]:
    return [ChangeRow(entry) for entry in entries]


def file_rows(entries: Iterable[Entry]) -> Iterator[list[object]]:
    """One line for each changed field."""
    for row in rows(entries):
        at = local(row.entry.timestamp)
        head: list[object] = [
            local_date(row.entry.timestamp),
            clock_time(at),
            row.who.removesuffix(":"),
            row.entry.remote_addr or "",
            row.verb,
            row.called,
            row.which,
        ]
        for one in row.fields or [FieldChange("", "", "")]:
            yield [*head, one.field, one.before, one.after]


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _value(field: models.Field[Any, Any] | None, kept: str) -> str:
    if kept in _NOTHING:
        return ""
    shown = kept
    if field is not None:
        try:
            shown = _typed(field, kept)
        except (ValueError, TypeError):
            shown = kept
    line = " ".join(without_controls(strip_tags(shown)).split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"


def _typed(field: models.Field[Any, Any], kept: str) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(kept, kept))
    if isinstance(field, models.BooleanField):
        return _("так") if kept == "True" else _("ні")
    if isinstance(field, models.DecimalField):
        return kept.replace(".", ",")
    if isinstance(field, models.DateTimeField):
        at = local(datetime.fromisoformat(kept).replace(tzinfo=UTC))
        return f"{short_date(at.date())} {clock_time(at)}"
    if isinstance(field, models.DateField):
        return short_date(date.fromisoformat(kept[:10]))
    if isinstance(field, models.TimeField):
        return clock_time(time.fromisoformat(kept))
    if isinstance(field, models.ForeignKey):
        return _thing(field, kept)
    return kept


def _thing(field: models.ForeignKey[Any, Any], kept: str) -> str:
    """Return the thing's name as it is now; one that is gone, and any reader, by number only."""
    model = cast("type[models.Model]", field.related_model)
    audited = registry.known(model)
    thing = model._default_manager.filter(pk=kept).first()
    if thing is None or (audited and audited.names_only):
        return f"№ {kept}"
    return audited.name_of(thing) if audited else str(thing)
