"""Open data: one long table (CSV) and the same with its dictionary (JSON). Numbers have a point, days are ISO.

The CSV begins with the byte order mark: without it Excel reads Ukrainian letters as the local code page, and every other
reader of CSV knows to skip it. JSON has none: its standard forbids it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.cells import inert
from oseredok.management.reports.monitoring.report import Line, Report

COLUMNS = (
    "period_start", "period_end", "indicator", "name", "unit", "series", "key", "label", "value", "n", "low", "high",
    "suppressed",
)  # fmt: skip


def table(report: Report, now: datetime) -> bytes:
    """Return the CSV."""
    return _csv([list(COLUMNS), *([record[name] for name in COLUMNS] for record in records(report))])


def dictionary(report: Report, now: datetime) -> bytes:
    """Return the dictionary of the columns as CSV."""
    return _csv([["column", "meaning"], *([name, words] for name, words in meanings().items())])


def whole(report: Report, now: datetime) -> bytes:
    """Return the JSON: about, dictionary, indicators, records, decisions."""
    one = report.monitoring
    told: dict[str, Any] = {
        "title": report.title,
        "places": [place.name for place in report.content.places],
        "frozen_at": report.content.frozen_at.isoformat(),
        "sha256_of_frozen_numbers": report.digest,
        "order": {"number": one.order_number, "date": one.order_date.isoformat() if one.order_date else ""},
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "dictionary": meanings(),
        "indicators": [_indicator(line) for line in report.lines],
        "records": list(records(report)),
        "conclusions": report.conclusions,
        "decisions": [{"what": row.what, "until": row.until.isoformat()} for row in report.decisions],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _indicator(line: Line) -> dict[str, str]:
    row = line.row
    return {
        "code": row.code,
        "name": row.name,
        "unit": row.unit,
        "kind": row.number_kind,
        "how_counted": row.formula,
        "words": line.words,
        "why": line.why,
    }


def meanings() -> dict[str, str]:
    """Return what each column means."""
    return {
        "period_start": _("перший день періоду"),
        "period_end": _("останній день періоду"),
        "indicator": _("код показника, незмінний"),
        "name": _("назва показника"),
        "unit": _("одиниця виміру"),
        "series": _(
            "що це за число: total – за період; before – попередній такий самий період; year_ago – торік; "
            "target – план; month, place, age, hour, score, remark – складові: місяць, бібліотека, вік, година, "
            "оцінки, про що критичні відгуки"
        ),
        "key": _("місяць (РРРР-ММ), номер бібліотеки, вікова група, день тижня (0 – понеділок) і година"),
        "label": _("те саме словами"),
        "value": _("число; порожньо, коли його не рахували або не публікуємо"),
        "n": _("скільки відповідей стоїть за часткою"),
        "low": _("нижня межа частки, %, довіра 95 %"),
        "high": _("верхня межа частки, %, довіра 95 %"),
        "suppressed": _("1, коли число не публікуємо: так мало людей вразливої категорії, що хтось впізнав би людину"),
    }


def records(report: Report) -> Iterator[dict[str, Any]]:
    """Yield every number of the monitoring."""
    period = report.content.period
    about = {"period_start": period.start.isoformat(), "period_end": period.last.isoformat()}
    for line in report.lines:
        row = line.row
        base = {**about, "indicator": row.code, "name": row.name, "unit": row.unit}
        low, high = row.interval or (None, None)
        yield {
            **base, "series": "total", "key": "", "label": "", "value": _value(row.number), "n": row.n,
            "low": _value(low), "high": _value(high), "suppressed": int(line.hidden),
        }  # fmt: skip
        for name, number in (("before", row.before), ("year_ago", row.year_ago), ("target", row.target)):
            if number is not None:
                yield _record(base, name, "", "", number)
        for series, points in (("month", row.months), ("place", row.places)):
            for point in points:
                yield _record(base, series, point.key, point.label, point.number)
    for picture in report.content.pictures:
        known = report.content.row(picture.code)
        base = {
            **about,
            "indicator": picture.code,
            "name": known.name if known else "",
            "unit": known.unit if known else "",
        }
        for point in picture.points:
            yield _record(base, picture.series, point.key, point.label, point.number)


def _record(base: dict[str, Any], series: str, key: str, label: str, number: Decimal | None) -> dict[str, Any]:
    rest = {"n": None, "low": None, "high": None, "suppressed": 0}
    return {**base, "series": series, "key": key, "label": label, "value": _value(number), **rest}


def _value(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _csv(rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _cell(value: Any) -> Any:
    """A name that a spreadsheet would take for a formula gets an apostrophe before it."""
    return inert(value) if isinstance(value, str) else value
