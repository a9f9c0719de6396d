"""The numbers in words and drawings, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.dates import month_words
from oseredok.base.core.text import lower_first, number, percent
from oseredok.base.ui import charts
from oseredok.base.ui.charts import Chart, Compared, Point
from oseredok.base.ui.parts import Link
from oseredok.faces.front.work.queries import Figures, PlaceRow, Row
from oseredok.library.offer.models import ServiceKind
from oseredok.management.indicators.catalogue import Indicator, full_name
from oseredok.management.indicators.formulas import Number


def capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


def shown(value: Number | None, one: Indicator) -> str:
    """A number with the sign of per cent or minutes where it needs one."""
    if value is None:
        return "–"
    unit = str(one.unit)
    return percent(value, 1) if unit == "%" else f"{number(value)} {unit}" if unit == _("хв") else number(value)


@dataclass(frozen=True)
class Tile:
    """One indicator of the present month."""

    row: Row
    how: str

    @property
    def label(self) -> str:
        return full_name(self.row.indicator)

    @property
    def value(self) -> str:
        return self.row.withheld or shown(self.row.now, self.row.indicator)

    @property
    def aim(self) -> str:
        target = self.row.target
        if target is None:
            return ""
        # «зі ста п’ятдесяти», yet «з двохсот».
        words = _("зі {target}") if 100 <= int(target) < 200 else _("з {target}")
        return words.format(target=number(target))

    @property
    def part(self) -> float | None:
        return None if self.row.now is None else float(self.row.now)

    @property
    def of(self) -> float | None:
        return None if self.row.target is None else float(self.row.target)

    @property
    def expected(self) -> float | None:
        return None if self.row.expected is None else float(self.row.expected)

    @property
    def note(self) -> str:
        """Against the plan when there is one; and against the same days of the last year."""
        return " ".join(part for part in (self._against_plan(), self._against_last_year()) if part)

    def _against_plan(self) -> str:
        now, target = self.row.now, self.row.target
        if now is None or target is None:
            return ""
        if now >= target:
            return _("Ціль місяця виконано.")
        return _("До цілі місяця {left}.").format(left=number(target - now))

    def _against_last_year(self) -> str:
        now, before = self.row.now, self.row.year_ago
        if now is None or before is None:
            return ""
        gap: Number = now - before
        if not gap:
            return _("Стільки ж, як торік за ці дні.")
        words = _("На {gap} більше, ніж торік за ці дні.") if gap > 0 else _("На {gap} менше, ніж торік за ці дні.")
        return words.format(gap=shown(gap if gap > 0 else -gap, self.row.indicator))

    @property
    def state(self) -> str:
        target = self.row.target
        return "success" if target is not None and self.row.now is not None and self.row.now >= target else ""


def tiles(figures: Figures) -> list[Tile]:
    """The indicators that have been counted at least once."""
    counted = [row for row in figures.rows if not row.is_silent]
    names = _kinds([row.indicator for row in counted])
    return [Tile(row, names[row.code]) for row in counted]


def silent(figures: Figures) -> list[str]:
    """Names of those that nobody has counted yet."""
    return [lower_first(full_name(row.indicator)) for row in figures.rows if row.is_silent]


def _kinds(listed: Sequence[Indicator]) -> dict[str, str]:
    """Which services an indicator adds up, in the library's own names."""
    kinds = list(ServiceKind.objects.order_by("group__order", "order").values_list("code", "group__code", "name"))
    found = {}
    for one in listed:
        cut = one.opens
        taken = [name for code, group, name in kinds if code in cut.kinds or group in cut.groups]
        found[one.code] = ", ".join(dict.fromkeys(name[:1].lower() + name[1:] for name in taken))
    return found


def links(figures: Figures, chosen: Row) -> list[Link]:
    """What the drawings below can show."""
    base = reverse("front:work")
    counted = [row for row in figures.rows if not row.is_silent]
    rows = [Link(f"{base}?show={row.code}#trend", full_name(row.indicator), row == chosen) for row in counted]
    return rows if len(rows) > 1 else []


def trend(row: Row, *, on: date) -> Chart | None:
    """Two years by months; nothing to draw before the second month."""
    known = [(month, value) for month, value in row.months if value is not None]
    if len(known) < 2:
        return None
    points = [
        Point(
            month_words(month),
            float(value),
            short=_short(month),
            now=month == on.replace(day=1),
        )
        for month, value in known
    ]
    return charts.columns(
        title=_conclusion(row, on=on),
        subtitle=_("{name}, за місяцями").format(name=full_name(row.indicator)),
        points=points,
        measure=capital(row.indicator.unit),
    )


def _short(month: date) -> str:
    return f"{month:%m.%y}"


def _conclusion(row: Row, *, on: date) -> str:
    """What changed: twelve whole months against the twelve before, or the last whole month against a year ago."""
    whole = [value for month, value in row.months if month < on.replace(day=1)]
    last, before = whole[-12:], whole[-24:-12]
    if row.indicator.adds_up and len(last) == len(before) == 12 and None not in last and None not in before:
        return _change(_("за останні 12 місяців"), sum(v or 0 for v in last), sum(v or 0 for v in before), row)
    month = month_words(row.months[-2][0])
    return _change(month, whole[-1], whole[-13] if len(whole) > 12 else None, row)


def _change(when: str, now: Number | None, before: Number | None, row: Row) -> str:
    if now is None:
        return full_name(row.indicator)
    said = f"{capital(when)}: {shown(now, row.indicator)}"
    if not before:
        return said
    share = (Decimal(now) - Decimal(before)) * 100 / Decimal(before)
    if abs(share) < Decimal("0.5"):
        return _("{said}, стільки ж, як торік").format(said=said)
    words = _("{said}, на {share} більше, ніж торік") if share > 0 else _("{said}, на {share} менше, ніж торік")
    return words.format(said=said, share=percent(abs(share)))


def places(rows: Sequence[PlaceRow], row: Row, *, on: date) -> Chart | None:
    """The libraries side by side; nothing while nobody has counted."""
    counted = [one for one in rows if one.now or one.year_ago]
    if not counted:
        return None
    bars = [
        Compared(one.place.short_name, float(one.now), None if one.year_ago is None else float(one.year_ago))
        for one in counted
        if one.now is not None
    ]
    return charts.bars_with_last_year(
        title=_("Із січня {year} року, за бібліотеками").format(year=on.year),
        subtitle=_("{name}. Риска — торік за ці ж дні").format(name=full_name(row.indicator))
        if counted[0].year_ago is not None
        else full_name(row.indicator),
        bars=bars,
        measure=capital(row.indicator.unit),
    )
