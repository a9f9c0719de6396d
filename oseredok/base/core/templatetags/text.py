"""Filters of Ukrainian text. A template builtin: no `{% load %}` is needed.

Every filter gives empty text for a missing value, so that templates need no `if`.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django import template

from oseredok.base.core import clock, dates, money, phones, text

register = template.Library()


def _day(value: date | datetime) -> date:
    return clock.local_date(value) if isinstance(value, datetime) else value


@register.filter
def plural(n: Any, forms: str) -> str:
    """`{{ n|plural:"довідка,довідки,довідок" }}`: the word only. Two forms follow the English rule."""
    if n is None or n == "":
        return ""
    parts = [part.strip() for part in forms.split(",")]
    if len(parts) == 2:
        return parts[0] if abs(n) == 1 else parts[1]
    return text.plural(n, *parts)


@register.filter
def counted(n: Any, forms: str) -> str:
    """`{{ n|counted:"довідка,довідки,довідок" }}`: the number and the word, never broken between lines."""
    return "" if n is None or n == "" else text.number(n) + text.NBSP + plural(n, forms)


@register.filter
def number(value: int | float | Decimal | None, digits: int | None = None) -> str:
    """`1 234,5`; `{{ value|number:2 }}` fixes the decimals."""
    return "" if value is None or value == "" else text.number(value, digits)


@register.filter
def weight(amount: int | str | None) -> str:
    """`1,2 МБ`."""
    return text.bytes_words(amount) if isinstance(amount, int) else ""


@register.filter
def percent(value: int | float | Decimal | None, digits: int = 0) -> str:
    """`80 %`."""
    return "" if value is None or value == "" else text.percent(value, digits)


@register.filter(name="money")
def money_filter(value: Decimal | int | None) -> str:
    """`1 234,50 грн`."""
    return "" if value is None or value == "" else money.hryvnias(value)


@register.filter
def long_date(value: date | datetime | None) -> str:
    """`середа, 14 жовтня`."""
    return dates.long_date(_day(value)) if value else ""


@register.filter
def date_words(value: date | datetime | None) -> str:
    """`31 грудня 2026 р.`."""
    return dates.date_words(_day(value)) if value else ""


@register.filter
def day_month(value: date | datetime | None) -> str:
    """`14 жовтня`."""
    return dates.day_and_month(_day(value)) if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """`31.12.2026`."""
    return dates.short_date(_day(value)) if value else ""


@register.filter(name="time")
def time_filter(value: datetime | time | None) -> str:
    """`14:31`, in Kyiv."""
    if value is None or value == "":
        return ""
    return dates.clock_time(clock.local(value) if isinstance(value, datetime) else value)


@register.filter
def apostrophe(value: Any) -> str:
    """Print apostrophes inside words as ’."""
    return text.display_apostrophe(str(value)) if value is not None else ""


@register.filter
def quoted(value: Any) -> str:
    """`«Центр „Осередок“»`."""
    return text.quoted(str(value)) if value is not None and value != "" else ""


@register.filter
def tie(value: Any) -> str:
    """No short word hangs at a line's end."""
    return text.tie(str(value)) if value is not None else ""


@register.filter
def by_fours(value: str | None) -> str:
    """`1000 0018`: the number of a card, a key to be typed by hand."""
    return text.by_fours(value) if value else ""


@register.filter
def phone(value: str | None) -> str:
    """`+380 (67) 123-45-67`."""
    return phones.display_phone(value) if value else ""
