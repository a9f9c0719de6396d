"""Records side by side: what each says, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from oseredok.collections.catalogue import keys, languages
from oseredok.collections.catalogue.models import Copy, Record

_MOST_COPIES = 12


@dataclass(frozen=True)
class Row:
    """A field with what each record says, in the order of the records."""

    label: str
    cells: list[str]

    @property
    def differs(self) -> bool:
        """Whether somebody says something else; letters that look alike are the same, silence is not a difference of words."""
        told = {keys.folded(cell) for cell in self.cells}
        return len(told) > 1


def rows(records: Sequence[Record]) -> list[Row]:
    """Return the fields that at least one of the records has. `copies` must be prefetched with their libraries."""
    told = [_told(record) for record in records]
    made = [Row(label, [one[label] for one in told]) for label in told[0]]
    return [row for row in made if any(row.cells)]


def _told(record: Record) -> dict[str, str]:
    data = record.data
    host = data.get("host")
    return {
        _("Назва"): record.title,
        _("Частина"): data.get("part", ""),
        _("Підзаголовок"): data.get("subtitle", ""),
        _("Автор"): record.author,
        _("Відповідальність"): data.get("responsibility", ""),
        _("Вид"): str(record.get_kind_display()),
        _("Видання"): data.get("edition", ""),
        _("Місце"): "; ".join(data.get("places", [])),
        _("Видавець"): "; ".join(data.get("publishers", [])),
        _("Рік"): data.get("date", "") or str(record.year or ""),
        _("Обсяг"): data.get("extent", ""),
        _("Серія"): "; ".join(one["title"] for one in data.get("series", [])),
        _("Де надруковано"): host["title"] if host else "",
        _("Мова"): languages.name_of(record.language) if record.language else "",
        _("ISBN"): ", ".join(data.get("isbn", [])),
        _("Індекси"): "; ".join(one["index"] for one in data.get("classes", [])),
        _("Теми"): "; ".join(data.get("topics", [])),
        _("Анотація"): data.get("abstract", "")[:200],
        _("Примірники"): "; ".join(map(_copy, list(record.copies.all())[:_MOST_COPIES])),
        _("Звідки"): " ".join(filter(None, (str(record.origin or ""), record.control_number))),
    }


def _copy(copy: Copy) -> str:
    where = copy.location.library.short_name if copy.location and copy.location.library else str(copy.location or "")
    return ", ".join(filter(None, (copy.inventory_number or copy.barcode, where, str(copy.get_status_display()))))
