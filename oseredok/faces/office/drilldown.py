"""The head of the «Записи» page: which entries, in words, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from oseredok.base.core.dates import WEEKDAYS_ON
from oseredok.base.core.text import number
from oseredok.base.ui.parts import Row
from oseredok.faces.office.numbers import capital
from oseredok.library.offer.models import ServiceGroup, ServiceKind, Theme
from oseredok.library.people.models import AgeGroup
from oseredok.library.places.models import Library
from oseredok.management.indicators import queries
from oseredok.management.indicators.ages import AGE_SCHEME
from oseredok.management.indicators.catalogue import Indicator, indicator
from oseredok.management.indicators.formulas import NONE, Distinct, Ratio, Sum
from oseredok.management.indicators.queries import Selection
from oseredok.spine.journal.models import Channel, Language, Outcome


@dataclass(frozen=True)
class Heading:
    """What was clicked. `totals` are the sums of the entries below."""

    selection: Selection
    totals: Mapping[str, int]

    @cached_property
    def indicator(self) -> Indicator | None:
        try:
            return indicator(self.selection.indicator)
        except KeyError:
            return None

    @property
    def title(self) -> str:
        if self.indicator:
            return capital(str(self.indicator.name))
        names = self._kind_names()
        if len(names) == 1:
            return names[0]
        return _("Записи щоденника")

    @property
    def number(self) -> str:
        """The number that was clicked: a sum of quantities, of minutes, or of different visitors."""
        if self.selection.of:
            return number(self.totals[self.selection.of])
        formula = self.indicator.formula if self.indicator else None
        if isinstance(formula, Sum):
            return number(self.totals[formula.of])
        if isinstance(formula, Distinct):
            return number(self.totals["visitors"])
        if isinstance(formula, Ratio) and self.indicator and self.selection.period:
            places = list(Library.objects.filter(pk__in=self.selection.places))
            found = queries.value(self.indicator, period=self.selection.period, places=places)
            return "–" if found is None else number(found)
        return number(self.totals["quantity"])

    @cached_property
    def is_mixed(self) -> bool:
        """Visits, copies and loans have no common sum: of a list of everything only the entries are counted."""
        return not (self.indicator or self.selection.of or self._kind_names())

    @property
    def unit(self) -> str:
        if self.selection.of:
            return str({"minutes": _("хв"), "entries": _("записів")}[self.selection.of])
        return str(self.indicator.unit) if self.indicator else ""

    @property
    def is_ratio(self) -> bool:
        return self.indicator is not None and isinstance(self.indicator.formula, Ratio)

    @cached_property
    def conditions(self) -> list[Row]:
        """What narrows the list: name and value."""
        cut, told = self.selection.cut, []
        if self.selection.period:
            told.append((_("Період"), self.selection.period.title))
        told.append((_("Бібліотека"), self._places()))
        names = self._kind_names()
        if names and self.title not in names:
            told.append((_("Послуги"), ", ".join(names)))
        for name, values, labels in (
            (_("Вік"), cut.age_groups, dict(AgeGroup.choices)),
            (_("Канал"), cut.channels, dict(Channel.choices)),
            (_("Підсумок"), cut.outcomes, dict(Outcome.choices)),
            (_("Мова"), cut.languages, dict(Language.choices)),
        ):
            if values:
                told.append((name, _ages(values) or _words(values, labels)))
        if cut.themes:
            told.append((_("Тема"), self._themes()))
        return [Row(name, value) for name, value in (*told, *self._times())]

    def _times(self) -> list[tuple[str, str]]:
        told = []
        if self.selection.weekday is not None and 0 <= self.selection.weekday < 7:
            told.append((_("День"), WEEKDAYS_ON[self.selection.weekday]))
        if self.selection.hour is not None:
            told.append((_("Година"), f"{self.selection.hour}:00–{self.selection.hour + 1}:00"))
        if self.selection.late_only:
            told.append((_("Позначка"), _("внесено пізніше або після закриття періоду")))
        return told

    def _places(self) -> str:
        found = Library.objects.filter(pk__in=self.selection.places)
        return ", ".join(place.short_name for place in found)

    def _kind_names(self) -> list[str]:
        cut = self.selection.cut
        kinds = ServiceKind.objects.filter(code__in=cut.kinds).values_list("name", flat=True)
        groups = ServiceGroup.objects.filter(code__in=cut.groups).values_list("name", flat=True)
        return [*kinds, *groups]

    def _themes(self) -> str:
        codes = self.selection.cut.themes
        if NONE in codes and len(codes) > 1:
            return _("усі")
        return _words(codes, dict(Theme.objects.filter(code__in=codes).values_list("code", "name")))


def _words(values: tuple[str, ...], labels: Mapping[str, object]) -> str:
    return ", ".join(_("не вказано") if value == NONE else str(labels.get(value, value)) for value in values)


def _ages(values: tuple[str, ...]) -> str:
    """A band of the diary by its own name instead of the finer groups inside it."""
    return next((str(band.label) for band in AGE_SCHEME if set(band.groups) == set(values)), "")
