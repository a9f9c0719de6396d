"""How people rate the library and what they say, as everybody may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from oseredok.base.core.periods import Period
from oseredok.base.core.text import number, percent, plural
from oseredok.base.ui import charts
from oseredok.base.ui.charts import Chart, Part
from oseredok.spine.feedback import queries as feedback
from oseredok.spine.feedback.queries import PublishedComment, Scores
from oseredok.spine.feedback.scale import Score

COMMENTS = 6
TONES = ("brick", "ochre", "s2", "s3", "s4")


@dataclass(frozen=True)
class Opinions:
    """Ratings of the last twelve months, the latest comments, what remarks are about."""

    scores: Scores
    chart: Chart | None
    comments: list[PublishedComment]
    topics: list[tuple[str, int]]

    @property
    def share(self) -> str:
        return "" if self.scores.share is None else percent(self.scores.share, 0)

    @property
    def sentence(self) -> str:
        """How many rated and how far from the truth the share may be."""
        n, interval = self.scores.n, self.scores.interval
        if interval is None:
            return _("За останні 12 місяців нас ще ніхто не оцінив.")
        low, high = (percent(one, 0) for one in interval)
        rated = _("{n} {ratings} за 12 місяців").format(
            n=number(n), ratings=plural(n, _("оцінка"), _("оцінки"), _("оцінок"))
        )
        if self.scores.is_small:
            words = _("{rated}. Це мало: серед усіх, хто приходить, задоволених десь між {low} і {high}.")
        else:
            words = _("{rated}. Серед усіх, хто приходить, задоволених десь між {low} і {high}.")
        return words.format(rated=rated, low=low, high=high)

    @property
    def is_empty(self) -> bool:
        return not (self.scores.n or self.comments)


def opinions(*, on: date) -> Opinions:
    """Return what people say of the whole system."""
    period = last_year(on)
    found = feedback.scores(period=period)
    return Opinions(
        scores=found,
        chart=_chart(found) if found.n else None,
        comments=feedback.published_comments(limit=COMMENTS),
        topics=[(str(topic), many) for topic, many in feedback.remarks(period=period).topics],
    )


def last_year(on: date) -> Period:
    """Return twelve months up to and with the day."""
    return Period(Period.day(on).year_before().end, Period.day(on).end)


def _chart(scores: Scores) -> Chart:
    told = zip(range(1, 6), scores.counts, TONES, strict=True)
    parts = [Part(str(Score(score).label), many, tone) for score, many, tone in told if many]
    happy = percent(scores.share or 0, 0)
    return charts.stacked_share(
        title=_("{share} оцінок добрі: 4 або 5").format(share=happy),
        subtitle=_("Усі оцінки за 12 місяців, від 1 до 5"),
        parts=parts,
        measure=_("Оцінок"),
    )
