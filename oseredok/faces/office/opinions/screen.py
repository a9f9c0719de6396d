"""«Відгуки» of a period: the share with its range, the trend, by library, service and way, topics of remarks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core.dates import MONTHS
from oseredok.base.core.periods import Period
from oseredok.base.core.text import counted, number, percent
from oseredok.base.preferences.queries import value
from oseredok.base.ui import charts
from oseredok.base.ui.chart_parts import Chart, Compared, Part, Point
from oseredok.faces.office.opinions.ratings import WHOLE
from oseredok.faces.office.scope import Scope
from oseredok.library.offer.models import ServiceKind
from oseredok.management.indicators.formulas import Cut
from oseredok.management.indicators.queries import Selection
from oseredok.spine.feedback import queries
from oseredok.spine.feedback.models import Via, Wave
from oseredok.spine.feedback.preferences import AIM
from oseredok.spine.feedback.queries import Outcomes, Remarks, Scores, YesOf
from oseredok.spine.feedback.scale import CRITICAL, Score

MONTHS_SHOWN = 12


@dataclass(frozen=True)
class Line:
    """A line of a table: what, how many, the share with its range."""

    name: str
    scores: Scores
    url: str = ""

    @property
    def all_url(self) -> str:
        return self.url if self.scores.n else ""

    @property
    def critical_url(self) -> str:
        return _critical(self.url) if self.scores.critical else ""

    @property
    def share(self) -> str:
        return share_words(self.scores)

    @property
    def range(self) -> str:
        return range_words(self.scores)


@dataclass(frozen=True)
class OutcomeLine:
    """One outcome: at once and some weeks later."""

    name: str
    now: YesOf
    later: YesOf


class Screen:
    """Everything that the page shows; each number is read once."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    @cached_property
    def scores(self) -> Scores:
        return queries.scores(period=self.scope.period, places=self.scope.places)

    @cached_property
    def selection(self) -> Selection:
        return Selection(period=self.scope.period, places=tuple(place.pk for place in self.scope.places))

    @property
    def all_url(self) -> str:
        """The rows behind the share."""
        return _rows_url(self.selection) if self.scores.n else ""

    @property
    def critical_url(self) -> str:
        return _critical(_rows_url(self.selection)) if self.scores.critical else ""

    @cached_property
    def before(self) -> Scores:
        return queries.scores(period=self.scope.period.previous(), places=self.scope.places)

    @property
    def share(self) -> str:
        return share_words(self.scores)

    @property
    def n_words(self) -> str:
        return counted(self.scores.n, _("оцінка"), _("оцінки"), _("оцінок"))

    @property
    def note(self) -> str:
        """How sure one may be of the share, in a sentence."""
        found = range_words(self.scores)
        if not found:
            return _("Ще ніхто не оцінив.")
        if self.scores.is_small:
            return _("Оцінок мало: насправді може бути {range}.").format(range=found)
        return _("Якби оцінили всі, було б імовірно {range}.").format(range=found)

    @property
    def before_words(self) -> str:
        """The same of the period before."""
        if not self.before.n:
            return _("Попереднього періоду ніхто не оцінював.")
        period = self.scope.period.previous().title
        return _("{period}: {share}, {n}").format(
            period=period,
            share=share_words(self.before),
            n=counted(self.before.n, _("оцінка"), _("оцінки"), _("оцінок")),
        )

    @cached_property
    def scale_chart(self) -> Chart | None:
        """How many gave each score."""
        if not self.scores.n:
            return None
        parts = [Part(str(score.label), self.scores.counts[score - 1]) for score in Score]
        title = _("Задоволені {part} із {n}").format(part=number(self.scores.positive), n=number(self.scores.n))
        return charts.stacked_share(
            title=title, subtitle=_("людей за оцінками"), parts=parts, groups=[(_("добре і дуже добре"), 0, 2)],
            measure=_("Оцінок"),
        )  # fmt: skip

    @cached_property
    def trend(self) -> Chart | None:
        """The share of positive by month, a year back from the end of the period."""
        months = _months_to(self.scope.period.last)
        span = Period(months[0].start, months[-1].end)
        found = queries.scores_by("month", period=span, places=self.scope.places)
        by_month = {month.start: found.get(month.start, Scores()) for month in months}
        known = [one for one in by_month.values() if one.n]
        if len(known) < 2:
            return None
        aim = value(AIM)
        missed = sum(1 for one in known if (one.share or 0) < aim)
        title = (
            _("Щомісяця не менше {aim} задоволених").format(aim=percent(aim))
            if not missed
            else _("Менше {aim} задоволених: {months}").format(
                aim=percent(aim), months=counted(missed, _("місяць"), _("місяці"), _("місяців"))
            )
        )
        points = [
            Point(
                MONTHS[month.month - 1][:3],
                float(one.share) if one.share is not None else None,
                note=_("мало оцінок") if one.is_small else "",
            )
            for month, one in by_month.items()
        ]
        return charts.line_with_target(
            title=title,
            subtitle=_("частка задоволених, %"),
            points=points,
            target=aim,
            measure=_("Задоволених, %"),
        )

    @cached_property
    def places(self) -> list[Line]:
        found = queries.scores_by("place", period=self.scope.period, places=self.scope.places)
        return [
            Line(place.short_name, found[place.pk], _rows_url(self.selection.at([place.pk])))
            for place in self.scope.places
            if place.pk in found
        ]

    @cached_property
    def services(self) -> list[Line]:
        found = queries.scores_by("kind", period=self.scope.period, places=self.scope.places)
        names = dict(ServiceKind.objects.filter(code__in=[str(code) for code in found]).values_list("code", "name"))
        lines = [
            Line(names.get(str(code), _("бібліотека загалом")), one, _rows_url(self._of_kind(str(code))))
            for code, one in found.items()
        ]
        return sorted(lines, key=lambda line: -line.scores.n)

    def _of_kind(self, code: str) -> Selection:
        return replace(self.selection, cut=Cut(kinds=(code or WHOLE,)))

    @cached_property
    def ways(self) -> list[Line]:
        found = queries.scores_by("via", period=self.scope.period, places=self.scope.places)
        url = _rows_url(self.selection)
        return [Line(str(via.label), found[via.value], f"{url}&via={via}") for via in Via if via.value in found]

    @cached_property
    def outcomes(self) -> list[OutcomeLine]:
        now = queries.outcomes(period=self.scope.period, places=self.scope.places)
        later = queries.outcomes(period=self.scope.period, places=self.scope.places, wave=Wave.LATER)
        if not _answered(now) + _answered(later):
            return []
        rows = zip(now.rows(), later.rows(), strict=True)
        return [OutcomeLine(str(one.label), at_once, then) for (one, at_once), (_one, then) in rows]

    @cached_property
    def remarks(self) -> Remarks:
        return queries.remarks(period=self.scope.period, places=self.scope.places)

    @cached_property
    def remarks_chart(self) -> Chart | None:
        """What remarks are about, the most frequent first."""
        if not self.remarks.topics:
            return None
        numbers = [total for _topic, total in self.remarks.topics]
        leads = numbers[0] > max(numbers[1:], default=0)
        title = (
            _("Найчастіше: {topic}").format(topic=self.remarks.topics[0][0].name)
            if leads
            else _("Зауважень: {n}, жодна тема не переважає").format(n=self.remarks.remarks)
        )
        bars = [Compared(topic.name, total) for topic, total in self.remarks.topics]
        return charts.bars_with_last_year(
            title=title, subtitle=_("зауважень за темами"), bars=bars, measure=_("Зауважень")
        )

    @cached_property
    def lately(self) -> list[tuple[date, str, Scores]]:
        """Bad ratings of today and yesterday, by library: what is still warm."""
        found = []
        for day in (self.scope.on, self.scope.on - timedelta(days=1)):
            for place in self.scope.places:
                one = queries.scores(period=Period.day(day), places=[place])
                if one.critical:
                    found.append((day, place.short_name, one))
        return found


def _rows_url(selection: Selection) -> str:
    return f"{reverse('office:ratings')}?{selection.query}"


def _critical(url: str) -> str:
    return f"{url}&score={','.join(str(score.value) for score in CRITICAL)}"


def share_words(scores: Scores) -> str:
    """Return `86,4 %`, or a dash."""
    return percent(scores.share, 1) if scores.share is not None else "–"


def range_words(scores: Scores) -> str:
    """Return `від 81 до 90 %`; empty of nothing."""
    if scores.interval is None:
        return ""
    low, high = scores.interval
    return _("від {low} до {high}").format(low=number(low, 0), high=percent(high))


def _answered(outcomes: Outcomes) -> int:
    return sum(one.answered for _outcome, one in outcomes.rows())


def _months_to(last: date) -> list[Period]:
    months = [Period.month(last.year, last.month)]
    while len(months) < MONTHS_SHOWN:
        months.insert(0, months[0].previous())
    return months
