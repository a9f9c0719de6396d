"""«Дані для 6-НК» among what waits: a librarian is told of the own library, who leads the system of all that are late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.clock import local_date
from oseredok.base.core.text import counted
from oseredok.base.preferences.queries import value
from oseredok.faces.office.statistics_form.screen import place_code
from oseredok.faces.office.statistics_form.years import due_words
from oseredok.library.people.access import Duty
from oseredok.library.people.waiting import Decision
from oseredok.management.reports.statistics_form import preferences, queries, rules

FORGET_AFTER = timedelta(
    days=120
)  # who has not filled in by May does not, and a new centre is not asked of the old year


def six_nk_due(duty: Duty, now: datetime) -> Iterator[Decision]:
    """Yield a sentence for the year whose term is near or just over, while something is not signed."""
    today = local_date(now)
    for year in (today.year - 1, today.year):
        due = queries.due_on(year)
        if due - timedelta(days=value(preferences.REMIND_DAYS)) <= today <= due + FORGET_AFTER:
            yield from _of_year(duty, year, is_late=today > due, words=due_words(year, today=today))


def _of_year(duty: Duty, year: int, *, is_late: bool, words: str) -> Iterator[Decision]:
    left = [row for row in queries.libraries_rows(year) if not row.is_signed]
    if not left:
        return
    if duty.holds(*rules.FILLERS, at=None):
        told = counted(len(left), "бібліотека", "бібліотеки", "бібліотек")
        sentence = _("Дані для 6-НК за {year} рік {words}. Не підписали: {told}.")
        url = reverse("office:six_nk_year", args=[year])
        yield Decision(sentence.format(year=year, words=words, told=told), url, urgent=is_late)
        return
    for row in left:
        if row.place and duty.holds(*rules.FILLERS, at=row.place.pk):
            done = _("Заповнено {filled} з {total}.").format(filled=row.filled, total=row.total) if row.report else ""
            sentence = _("Дані для 6-НК, {place}, за {year} рік {words}. {done}")
            told = sentence.format(place=row.place.short_name, year=year, words=words, done=done).strip()
            yield Decision(told, reverse("office:six_nk", args=[year, place_code(row.place)]), urgent=is_late)
