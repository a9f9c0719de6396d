"""What the page of a year of «Дані для 6-НК» shows: its libraries, how far each is, when the data are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.dates import day_and_month
from oseredok.base.core.text import counted
from oseredok.faces.office.numbers import NOTHING
from oseredok.faces.office.statistics_form.screen import STATE_KINDS, State, place_code, place_name
from oseredok.management.reports.statistics_form import queries
from oseredok.management.reports.statistics_form.models import Report
from oseredok.management.reports.statistics_form.queries import LibraryRow


@dataclass(frozen=True)
class YearRow:
    row: LibraryRow
    year: int
    may_fill: bool

    @property
    def name(self) -> str:
        return place_name(self.row.place)

    @property
    def code(self) -> str:
        return place_code(self.row.place)

    @property
    def url(self) -> str:
        return reverse("office:six_nk", args=[self.year, self.code])

    @property
    def state(self) -> str:
        return self.row.report.get_state_display() if self.row.report else _("не розпочато")

    @property
    def state_kind(self) -> str:
        return STATE_KINDS[State(self.row.report.state)] if self.row.report else ""

    @property
    def signed(self) -> Report | None:
        """The edition that counts, once it is signed."""
        return self.row.counts if self.row.is_signed else None

    @property
    def note(self) -> str:
        """What is said beside the state: that signed data are being corrected, or that they are a correction."""
        report = self.row.report
        if report is None or not report.is_correction:
            return ""
        return _("уточнення {n}").format(n=report.number - 1)

    @property
    def progress(self) -> str:
        if not self.row.report:
            return NOTHING
        return _("{filled} з {total}").format(filled=self.row.filled, total=self.row.total)


def due_words(year: int, *, today: date, whole: bool = False, is_done: bool = False) -> str:
    """`до 5 січня 2027 року, лишилося 12 днів`; without the days for what is signed already."""
    due = queries.due_on(year, whole=whole)
    left = (due - today).days
    term = _("до {day} {year} року").format(day=day_and_month(due), year=due.year)
    if is_done:
        return term
    if left > 0:
        return _("{term}, лишилося {days}").format(term=term, days=counted(left, "день", "дні", "днів"))
    return _("{term}, це сьогодні").format(term=term) if not left else _("{term}, строк минув").format(term=term)
