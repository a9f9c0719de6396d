"""The monthly series as open data: one table, and a dictionary that tells what stands in it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from oseredok.faces.front.work import queries
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.management.indicators.catalogue import Indicator
from oseredok.management.indicators.suppression import published_parts

FIELDS = (
    ("month", "Місяць, РРРР-ММ"),
    ("place_code", "Код бібліотеки; порожньо: уся система"),
    ("place", "Бібліотека"),
    ("indicator", "Код показника, див. словник"),
    ("value", "Число; порожньо: того місяця ще не рахували або рахувати немає з чого"),
    ("is_complete", "1: місяць скінчився; 0: місяць триває, число зросте"),
    ("note", "Чому числа немає: людей чутливої групи так мало, що когось можна впізнати"),
)


@dataclass(frozen=True)
class Line:
    month: str
    place_code: str
    place: str
    indicator: str
    value: str
    is_complete: int
    note: str


def lines(*, on: date) -> list[Line]:
    """Return every month of every public indicator, of the system and of each library, since the first counted month."""
    chosen = queries.shown()
    key = f"work:{queries.stamp(on=on)}:lines:{'.'.join(one.code for one in chosen)}"
    found: list[Line] = queries.kept(key, lambda: list(_lines(chosen, on=on)))
    return found


def _lines(chosen: list[Indicator], *, on: date) -> Iterator[Line]:
    first = queries.figures(on=on).since
    libraries = list(places.libraries(on=on))
    where: list[Library | None] = [None, *libraries] if len(libraries) > 1 else [None]
    for place in where:
        # Small groups are told of the whole system only: libraries by months would let one person be found.
        listed = [one for one in chosen if place is None or not one.sensitive]
        for code, months in queries.series(listed, on=on, place=place).items():
            told = published_parts(code, dict(months)).parts
            for month, part in told.items():
                if month.start >= first:
                    yield Line(
                        month=f"{month.start:%Y-%m}",
                        place_code=place.code if place else "",
                        place=place.short_name if place else _("Уся система"),
                        indicator=code,
                        value="" if part.number is None else str(part.number),
                        is_complete=int(month.last < on),
                        note=part.sentence if part.is_withheld else "",
                    )


def table(*, on: date) -> str:
    """Return the series as CSV (UTF-8, comma), as the state's portal of open data takes it."""
    with translation.override("uk"):
        return _csv([name for name, _words in FIELDS], ([*asdict(line).values()] for line in lines(on=on)))


def dictionary() -> str:
    """Return what each column and each indicator means, as CSV."""
    with translation.override("uk"):
        rows = [["field", name, words, "", ""] for name, words in FIELDS]
        rows += [["indicator", one.code, *_told(one)] for one in queries.shown()]
        return _csv(["what", "code", "name", "unit", "note"], rows)


def document(*, on: date, now: datetime, source: str) -> str:
    """Return the series with its dictionary as one JSON."""
    with translation.override("uk"):
        told: dict[str, Any] = {
            "title": _("Як ми працюємо: показники за місяцями"),
            "source": source,
            "made_at": now.isoformat(timespec="seconds"),
            "licence": "https://creativecommons.org/licenses/by/4.0/",
            "fields": dict(FIELDS),
            "indicators": {
                one.code: dict(zip(("name", "unit", "note"), _told(one), strict=True)) for one in queries.shown()
            },
            "rows": [asdict(line) for line in lines(on=on)],
        }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _told(one: Indicator) -> list[str]:
    return [str(one.name), str(one.unit), str(one.note)]


def _csv(header: list[str], rows: Any) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
