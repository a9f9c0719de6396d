"""What may be merged, and by whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.collections.catalogue.hiding.rules import KEEPERS
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.access import Duty

MERGERS = KEEPERS


def check_can_merge(duty: Duty) -> None:
    """Raise NotAllowed for whoever does not answer for the catalogue."""
    if not duty.may(*MERGERS):
        sentence = _("Записи об’єднують каталогізатор, керівник центру і директор.")
        raise NotAllowed(sentence, code="not-a-merger")


def check_may_merge(stays: Record, others: Sequence[Record]) -> None:
    """Raise Invalid for nothing to merge, Conflict for a record that has gone meanwhile."""
    if not others or any(one.pk == stays.pk for one in others):
        raise Invalid(_("Виберіть запис, який лишити, і хоч один, який приєднати до нього."), code="nothing-to-merge")
    if any(one.deleted_at is not None for one in (stays, *others)):
        raise Conflict(_("Один із записів уже вилучено або приєднано. Відкрийте сторінку знову."), code="record-gone")


def check_may_separate(record: Record) -> None:
    """Raise Conflict for a record that is merged into none."""
    if record.merged_into_id is None:
        raise Conflict(_("Цей запис ні з чим не об’єднано."), code="not-merged")
