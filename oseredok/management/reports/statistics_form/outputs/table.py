"""The sheet as CSV: a row for each number, empty where there is none."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from oseredok.base.core.text import without_controls
from oseredok.management.reports.statistics_form.outputs.workbook import origin_words
from oseredok.management.reports.statistics_form.queries import Sheet

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def render(sheet: Sheet, *, place: str) -> bytes:
    """Return the file: UTF-8 with a mark, semicolons and decimal commas, as Ukrainian Excel opens it."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";")
    write.writerow(
        [_("Бібліотека"), _("Рік"), _("Розділ"), _("№"), _("Код"), _("Показник"), _("Одиниця"), _("Число"), _("Торік"),
         _("Звідки"), _("Підтверджено")]
    )  # fmt: skip
    for entry in sheet.entries.values():
        spot = entry.spot
        numbers = [
            "" if one is None else f"{one:.{spot.line.digits}f}".replace(".", ",")
            for one in (entry.number, entry.change.before)
        ]
        texts = [place, str(sheet.report.year), str(spot.section), spot.line.number, spot.key, spot.name, spot.unit]
        confirmed = _("так") if spot.line.confirmed else _("ні")
        write.writerow([*map(_safe, texts), *numbers, _safe(origin_words(entry)), confirmed])
    return ("\ufeff" + out.getvalue()).encode()


def _safe(text: str) -> str:
    """What a person typed never opens as a formula."""
    clean = " ".join(without_controls(text).split())
    return f"'{clean}" if clean.startswith(_RISKY) else clean
