"""The form of numbers that people write by hand: a field for each, the last year's number beside it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.dates import short_date
from oseredok.base.core.forms import FractionField
from oseredok.base.core.periods import Period
from oseredok.base.core.text import number
from oseredok.faces.office.numbers import capital
from oseredok.library.places.models import Library
from oseredok.management.indicators import figures, queries
from oseredok.management.indicators.catalogue import INDICATORS, SECTIONS, Section
from oseredok.management.indicators.indicator import Indicator
from oseredok.management.indicators.models import Figure

BY_HAND = tuple(one for one in INDICATORS if one.is_written_by_hand)


def field_name(one: Indicator) -> str:
    """A name that HTML and scripts take without quoting: `staff.total` → `staff-total`."""
    return one.code.replace(".", "-")


class FiguresForm(forms.Form):
    """What is empty was not written; emptying a field takes its number back."""

    source = forms.CharField(
        label=gettext_lazy("Звідки ці числа"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Наприклад, книга сумарного обліку, довідка бухгалтерії"),
    )
    sure = forms.BooleanField(label=gettext_lazy("Так, числа правильні"), required=False)

    def __init__(self, *args: Any, initial: dict[str, Decimal | None], **kwargs: Any) -> None:
        told = {code.replace(".", "-"): value for code, value in initial.items()}
        kwargs["initial"] = told
        super().__init__(*args, **kwargs)
        for one in BY_HAND:
            self.fields[field_name(one)] = FractionField(
                label=capital(str(one.name)), required=False, min_value=0, max_digits=14, decimal_places=one.digits
            )

    def written(self) -> dict[str, Decimal | None]:
        """What was typed, by code."""
        return {one.code: self.cleaned_data[field_name(one)] for one in BY_HAND}


@dataclass(frozen=True)
class FigureRow:
    """A number to write: its field, what stood a year ago, who wrote what stands now."""

    indicator: Indicator
    field: BoundField
    year_ago: Decimal | None
    standing: Figure | None
    gathered: Decimal | None = None
    """What the libraries make together, where the whole system has no number of its own."""

    @property
    def together(self) -> str:
        return "" if self.gathered is None or self.standing else number(self.gathered)

    @property
    def is_part(self) -> bool:
        return not str(self.indicator.name)[:1].isupper()

    @property
    def last(self) -> str:
        return "" if self.year_ago is None else number(self.year_ago)

    @property
    def who(self) -> str:
        """`О. Ткаченко, 12.01.2026; звіт` under a number that stands."""
        if self.standing is None:
            return ""
        told = f"{self.standing.written_by.short_name}, {short_date(self.standing.written_at.date())}"
        return f"{told}; {self.standing.source}" if self.standing.source else told


@dataclass(frozen=True)
class FigureTable:
    section: Section
    rows: list[FigureRow]

    @property
    def unfilled(self) -> str:
        """`заповнено 3 з 14`"""
        filled = sum(row.standing is not None for row in self.rows)
        return _("заповнено {filled} з {all}").format(filled=filled, all=len(self.rows))


def standing(*, period: Period, place: Library | None) -> dict[str, Figure | None]:
    """The figures that stand for exactly this period at this library, by code."""
    found: dict[str, Figure | None] = {}
    held = figures.current(indicators=[one.code for one in BY_HAND])
    key = None if place is None else place.pk
    for one in BY_HAND:
        span = figures.day_of(period, kind=one.kind_of_number)
        rows = held.get(one.code, {}).get(key, [])
        found[one.code] = next((row for row in rows if (row.starts_on, row.ends_on) == (span.start, span.end)), None)
    return found


def tables(form: FiguresForm, *, period: Period, place: Library | None) -> list[FigureTable]:
    now, before = standing(period=period, place=place), standing(period=period.year_before(), place=place)
    gathered = queries.values(BY_HAND, period=period) if place is None else {}
    return [
        FigureTable(
            section,
            [
                FigureRow(
                    one,
                    form[field_name(one)],
                    earlier.value if (earlier := before[one.code]) else None,
                    now[one.code],
                    Decimal(value.number) if (value := gathered.get(one.code)) and value.number is not None else None,
                )
                for one in BY_HAND
                if one.section == section.code
            ],
        )
        for section in SECTIONS
        if any(one.section == section.code for one in BY_HAND)
    ]
