"""«Уміння до і після» of all surveys together: how far people came by their own judgement, from 1 to 10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum

from oseredok.base.core.periods import Period
from oseredok.base.preferences.queries import value
from oseredok.library.places.models import Library
from oseredok.spine.surveys.models import Answer, Question
from oseredok.spine.surveys.preferences import LEAST_SHOWN

CONFIDENT = 7
"""From this mark on people manage by themselves (facts: statistics, hubs of digital education)."""


@dataclass(frozen=True)
class Skills:
    """`n` answers with both marks, the sum of their differences, and how many said `CONFIDENT` or more."""

    n: int = 0
    gained: int = 0
    confident_before: int = 0
    confident_after: int = 0

    def __add__(self, other: Skills) -> Skills:
        return Skills(
            self.n + other.n,
            self.gained + other.gained,
            self.confident_before + other.confident_before,
            self.confident_after + other.confident_after,
        )

    @property
    def may_be_shown(self) -> bool:
        """Whether so many answered that nobody's answer can be told from the mean."""
        return self.n >= value(LEAST_SHOWN)


Key = tuple[int | None, date]


def skills_by_day(period: Period) -> dict[Key, Skills]:
    """Return what was answered on each day of a period about each library (None: about no library), in one statement."""
    pairs = Answer.objects.filter(
        question__kind=Question.Kind.SKILL,
        before__isnull=False,
        response__undone_at__isnull=True,
        response__answered_on__gte=period.start,
        response__answered_on__lt=period.end,
    )
    rows = pairs.order_by().values_list("response__place_id", "response__answered_on")
    counted = rows.annotate(
        n=Count("pk"),
        gained=Sum(F("number") - F("before")),
        confident_before=Count("pk", filter=Q(before__gte=CONFIDENT)),
        confident_after=Count("pk", filter=Q(number__gte=CONFIDENT)),
    )
    return {(place, day): Skills(*numbers) for place, day, *numbers in counted}


def added(days: dict[Key, Skills], *, period: Period, places: Sequence[Library] | None) -> Skills:
    """Return the days of a period at some libraries, or of everything, together."""
    ids = None if places is None else {place.pk for place in places}
    found = (one for (place, day), one in days.items() if period.contains(day) and (ids is None or place in ids))
    return sum(found, Skills())


def ever() -> bool:
    """Whether anybody has ever answered such a question."""
    return Answer.objects.filter(question__kind=Question.Kind.SKILL, response__undone_at__isnull=True).exists()
