"""What the import holds about a reader: from which file the record came. See `people.holders`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.library.people.holders import Fact, Group, Holder
from oseredok.library.people.imports.models import FieldBefore, Row
from oseredok.library.people.models import Reader


def _collect(reader: Reader) -> Iterable[Group]:
    rows = Row.objects.filter(reader=reader, applied=True).select_related("batch").prefetch_related("befores")
    records = tuple(
        (
            Fact("carried_on", _("Коли"), date_words(local_date(row.batch.made_at)), row.batch.made_at.isoformat()),
            Fact("row", _("Рядок файлу"), str(row.number), row.number),
            Fact("outcome", _("Що зроблено"), str(row.get_outcome_display()), row.outcome),
            *(Fact(f"before_{one.field}", _before(one), one.value, one.value) for one in row.befores.all()),
        )
        for row in rows
    )
    if records:
        yield Group("imports", _("Перенесено з файлу бібліотеки"), records=records)


def _before(one: FieldBefore) -> str:
    name = Reader._meta.get_field(one.field).verbose_name  # type: ignore[union-attr]
    return _("Було до перенесення: {field}").format(field=name)


def _erase_many(readers: Sequence[Reader], _now: datetime) -> None:
    FieldBefore.objects.filter(row__reader__in=[reader.pk for reader in readers]).delete()
    Row.objects.filter(reader__in=[reader.pk for reader in readers]).update(reader=None, mark="", reason="")


def _merge(kept: Reader, gone: Reader, _now: datetime) -> None:
    # What stood in the absorbed record belongs to a row that is no reader any more.
    FieldBefore.objects.filter(row__reader=gone).delete()
    Row.objects.filter(reader=gone).update(reader=kept, mark="")


HOLDER = Holder(
    code="imports",
    order=26,
    collect=_collect,
    erase=lambda reader, now: _erase_many([reader], now),
    merge=_merge,
    models=("imports.Row",),
    erase_many=_erase_many,
)
