"""Dates and times in words. Ukrainian by our own tables; another language through Django's formats."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import get_language

from oseredok.base.core.text import NBSP

MONTHS = (
    "січень", "лютий", "березень", "квітень", "травень", "червень",
    "липень", "серпень", "вересень", "жовтень", "листопад", "грудень",
)  # fmt: skip
MONTHS_OF = (
    "січня", "лютого", "березня", "квітня", "травня", "червня",
    "липня", "серпня", "вересня", "жовтня", "листопада", "грудня",
)  # fmt: skip
MONTHS_IN = (
    "січні", "лютому", "березні", "квітні", "травні", "червні",
    "липні", "серпні", "вересні", "жовтні", "листопаді", "грудні",
)  # fmt: skip
WEEKDAYS = ("понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя")
WEEKDAYS_ON = ("у понеділок", "у вівторок", "у середу", "у четвер", "у п’ятницю", "у суботу", "у неділю")
WEEKDAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "нд")


def _foreign() -> bool:
    return not (get_language() or "uk").startswith("uk")


def day_and_month(day: date) -> str:
    """Return `14 жовтня`."""
    return date_format(day, "j F") if _foreign() else f"{day.day}{NBSP}{MONTHS_OF[day.month - 1]}"


def long_date(day: date) -> str:
    """Return `середа, 14 жовтня`."""
    return date_format(day, "l, j F") if _foreign() else f"{WEEKDAYS[day.weekday()]}, {day_and_month(day)}"


def date_words(day: date) -> str:
    """Return `31 грудня 2026 р.`, the form of official papers."""
    return date_format(day, "j F Y") if _foreign() else f"{day_and_month(day)} {day.year}{NBSP}р."


def month_words(day: date) -> str:
    """Return `жовтень 2026`."""
    return date_format(day, "F Y") if _foreign() else f"{MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return `31.12.2026`."""
    return f"{day:%d.%m.%Y}"


def clock_time(moment: time | datetime) -> str:
    """Return `14:31`. A datetime must be local already (see `clock.local`)."""
    return f"{moment:%H:%M}"
