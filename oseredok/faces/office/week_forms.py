"""The week as it is filled in: quickly (the same hours for chosen days) or day by day. Both give a `places.rules.Week`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.base.core.forms import UkDateField, UkTimeField
from oseredok.base.ui.fields import ClockInput, DayInput
from oseredok.library.places.schedule import Schedule
from oseredok.library.places.wording import DAYS

Spans = list[tuple[time, time]]

DAY_CHOICES = [(str(number), name) for number, name in enumerate(DAYS)]
NTH_CHOICES = [
    ("", lazy("немає")),
    ("-1", lazy("останній у місяці")),
    ("1", lazy("перший у місяці")),
    ("2", lazy("другий у місяці")),
    ("3", lazy("третій у місяці")),
    ("4", lazy("четвертий у місяці")),
]


def clock(label: Any, **options: Any) -> UkTimeField:
    return UkTimeField(label=label, widget=ClockInput(), required=False, **options)


class SanitaryForm(forms.Form):
    """The monthly sanitary day, part of both week forms."""

    nth = forms.ChoiceField(label=lazy("Санітарний день"), choices=NTH_CHOICES, required=False)
    sanitary_weekday = forms.ChoiceField(
        label=lazy("Який день тижня"), choices=DAY_CHOICES, required=False, initial="3"
    )

    def sanitary(self) -> tuple[int, int] | None:
        """Return the weekday and which of the month, or None."""
        nth = self.cleaned_data.get("nth")
        return (int(self.cleaned_data.get("sanitary_weekday") or 3), int(nth)) if nth else None

    def week(self) -> dict[int, Spans]:
        raise NotImplementedError


class QuickWeekForm(SanitaryForm):
    """The same hours for the days chosen, a lunch break, and perhaps other hours for some days."""

    days = forms.MultipleChoiceField(
        label=lazy("Працюємо"),
        choices=DAY_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("Виберіть хоча б один день.")},
    )
    opens = clock(lazy("Відчиняємо"))
    closes = clock(lazy("Зачиняємо"))
    lunch_from = clock(lazy("Обід з"))
    lunch_to = clock(lazy("Обід до"))
    other_days = forms.MultipleChoiceField(
        label=lazy("Дні з іншими годинами"),
        choices=DAY_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=lazy("Наприклад, коротша субота. Обіду в ці дні немає."),
    )
    other_opens = clock(lazy("Відчиняємо"))
    other_closes = clock(lazy("Зачиняємо"))
    field_order = ("days", "opens", "closes", "lunch_from", "lunch_to", "other_days", "other_opens", "other_closes")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "days" not in data:
            return data
        _both(self, data, "opens", "closes", needed=True)
        _both(self, data, "lunch_from", "lunch_to")
        _both(self, data, "other_opens", "other_closes", needed=bool(data.get("other_days")))
        twice = set(data["days"]) & set(data.get("other_days", []))
        if twice:
            day = DAYS[int(min(twice))]
            self.add_error("other_days", _("Цей день позначено двічі: %(day)s.") % {"day": day})
        if not self.errors and data["lunch_from"]:
            inside = data["opens"] < data["lunch_from"] < data["lunch_to"] < data["closes"]
            if not inside:
                self.add_error("lunch_from", _("Обід має бути між відчиненням і зачиненням."))
        return data

    def week(self) -> dict[int, Spans]:
        data = self.cleaned_data
        spans: Spans = [(data["opens"], data["closes"])]
        if data["lunch_from"]:
            spans = [(data["opens"], data["lunch_from"]), (data["lunch_to"], data["closes"])]
        week = {int(day): list(spans) for day in data["days"]}
        return week | {int(day): [(data["other_opens"], data["other_closes"])] for day in data["other_days"]}

    @property
    def has_other_days(self) -> bool:
        """Whether the folded part has something in it."""
        return any(self[name].value() for name in ("other_days", "other_opens", "other_closes"))

    @staticmethod
    def known(schedule: Schedule, on: date) -> dict[str, Any] | None:
        """Return how the present week is filled in quickly; None when it cannot be."""
        groups: dict[tuple[tuple[time, time], ...], list[str]] = {}
        for number in range(7):
            spans = week_of(schedule, on)[number]
            if spans:
                groups.setdefault(tuple(spans), []).append(str(number))
        ordered = sorted(groups.items(), key=lambda pair: -len(pair[1]))
        if not ordered:
            return {"days": ["1", "2", "3", "4", "5"], "opens": time(9), "closes": time(18)}
        (main, days), others = ordered[0], ordered[1:]
        if len(main) > 2 or len(others) > 1 or any(len(other) > 1 for other, _days in others):
            return None
        known: dict[str, Any] = {"days": days, "opens": main[0][0], "closes": main[-1][1]}
        if len(main) == 2:
            known |= {"lunch_from": main[0][1], "lunch_to": main[1][0]}
        for other, other_days in others:
            known |= {"other_days": other_days, "other_opens": other[0][0], "other_closes": other[0][1]}
        return known | known_sanitary(schedule, on)


class DaysForm(SanitaryForm):
    """Each day apart: from, to, and a lunch break. A day without hours is closed."""

    starts_on = UkDateField(label=lazy("Діє з"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, day in enumerate(DAYS):
            for name, label in (
                ("opens", lazy("відчиняємо")),
                ("lunch_from", lazy("обід з")),
                ("lunch_to", lazy("обід до")),
                ("closes", lazy("зачиняємо")),
            ):
                self.fields[f"{name}_{number}"] = clock(f"{day}, {label}")

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the days with their four fields, for a table."""
        names = ("opens", "lunch_from", "lunch_to", "closes")
        return [(str(day), [self[f"{name}_{number}"] for name in names]) for number, day in enumerate(DAYS)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(7):
            opens, closes, first, last = (f"{name}_{number}" for name in ("opens", "closes", "lunch_from", "lunch_to"))
            _both(self, data, opens, closes)
            _both(self, data, first, last)
            if self.errors or not data.get(first):
                continue
            if not data.get(opens) or not data[opens] < data[first] < data[last] < data[closes]:
                self.add_error(first, _("Обід має бути між відчиненням і зачиненням."))
        return data

    def week(self) -> dict[int, Spans]:
        data, week = self.cleaned_data, {}
        for number in range(7):
            opens, closes = data[f"opens_{number}"], data[f"closes_{number}"]
            first, last = data[f"lunch_from_{number}"], data[f"lunch_to_{number}"]
            if opens:
                week[number] = [(opens, first), (last, closes)] if first else [(opens, closes)]
        return week

    @staticmethod
    def known(schedule: Schedule, on: date) -> dict[str, Any]:
        known: dict[str, Any] = {"starts_on": on, **known_sanitary(schedule, on)}
        for number, spans in week_of(schedule, on).items():
            if spans:
                known |= {f"opens_{number}": spans[0][0], f"closes_{number}": spans[-1][1]}
            if len(spans) > 1:
                known |= {f"lunch_from_{number}": spans[0][1], f"lunch_to_{number}": spans[1][0]}
        return known


def week_of(schedule: Schedule, on: date) -> Mapping[int, Spans]:
    """Return the hours of each weekday in the week that holds on the day."""
    week: dict[int, Spans] = {number: [] for number in range(7)}
    for row in schedule.weekly:
        if row.holds(on):
            week[row.weekday].append((row.opens_at, row.closes_at))
    return {number: sorted(spans) for number, spans in week.items()}


def known_sanitary(schedule: Schedule, on: date) -> dict[str, Any]:
    for rule in schedule.sanitary:
        if rule.ends_on is None or rule.ends_on > on:
            return {"nth": str(rule.nth), "sanitary_weekday": str(rule.weekday)}
    return {}


def _both(form: forms.Form, data: dict[str, Any], first: str, last: str, *, needed: bool = False) -> None:
    """Both times or none, and the first before the last."""
    if first in form.errors or last in form.errors:
        return
    given = [bool(data.get(first)), bool(data.get(last))]
    if any(given) != all(given) or (needed and not all(given)):
        missing = last if given[0] else first
        form.add_error(missing, _("Впишіть обидва часи."))
    elif all(given) and data[first] >= data[last]:
        form.add_error(last, _("Цей час має бути пізніший за попередній."))
