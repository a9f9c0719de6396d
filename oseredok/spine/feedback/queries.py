"""Reading what people say: scores, outcomes, comments. Rows with the opposite sign are taken away already.

Whose numbers: a period of Kyiv days and places (None: all). Management and faces read these functions and nothing nearer.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal, TypeVar

from django.db.models import Count, Max, Model, Q, QuerySet, Sum

from oseredok.base.core.months import FirstOfMonth
from oseredok.base.core.periods import Period
from oseredok.base.core.sampling import FEW, share, wilson
from oseredok.library.places.models import Library
from oseredok.spine.feedback import keys
from oseredok.spine.feedback.models import Comment, OutcomeAnswer, PaperBatch, Point, Rating, Topic, Wave
from oseredok.spine.feedback.scale import Outcome

Places = Sequence[Library] | None
By = Literal["month", "place", "day", "kind", "via"]
Row = TypeVar("Row", bound=Model)

_FIELDS: Mapping[str, str] = {
    "month": "month",
    "place": "place_id",
    "day": "local_date",
    "kind": "kind__code",
    "via": "via",
}


@dataclass(frozen=True)
class Scores:
    """How many people gave each of 1…5."""

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def positive(self) -> int:
        """«Добре» and «дуже добре»."""
        return self.counts[3] + self.counts[4]

    @property
    def neutral(self) -> int:
        return self.counts[2]

    @property
    def critical(self) -> int:
        """«Погано» and «дуже погано»."""
        return self.counts[0] + self.counts[1]

    @property
    def share(self) -> Decimal | None:
        """Share of positive ones, per cent; None when nobody rated."""
        return share(self.positive, self.n)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Within which per cents the share of all who came probably is (95 %)."""
        return wilson(self.positive, self.n) if self.n else None

    @property
    def mean(self) -> Decimal | None:
        if not self.n:
            return None
        total = sum(score * number for score, number in enumerate(self.counts, 1))
        return (Decimal(total) / self.n).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    @property
    def is_small(self) -> bool:
        """So few that the share says little."""
        return 0 < self.n < FEW

    def __add__(self, other: Scores) -> Scores:
        one, two, three, four, five = (a + b for a, b in zip(self.counts, other.counts, strict=True))
        return Scores((one, two, three, four, five))


@dataclass(frozen=True)
class YesOf:
    """How many said yes out of those who answered."""

    yes: int = 0
    answered: int = 0

    @property
    def share(self) -> Decimal | None:
        return share(self.yes, self.answered)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        return wilson(self.yes, self.answered) if self.answered else None


@dataclass(frozen=True)
class Outcomes:
    """«Що стало краще»: each of the four outcomes by itself."""

    knowledge: YesOf = YesOf()
    confidence: YesOf = YesOf()
    application: YesOf = YesOf()
    awareness: YesOf = YesOf()

    def rows(self) -> list[tuple[Outcome, YesOf]]:
        """Each outcome with its numbers, in the order of the questions."""
        return [(outcome, getattr(self, outcome.value)) for outcome in Outcome]


@dataclass(frozen=True)
class PublishedComment:
    """A comment as everybody may read it. `kind` is empty when it is about the library as a whole."""

    text: str
    received_on: date
    place: str
    kind: str
    answer: str
    answered_on: date | None


@dataclass(frozen=True)
class Remarks:
    """What remarks are about: topics that the staff chose, the most frequent first."""

    topics: list[tuple[Topic, int]] = field(default_factory=list)
    thanks: int = 0
    ideas: int = 0
    other: int = 0
    not_looked_at: int = 0

    @property
    def remarks(self) -> int:
        return sum(number for _topic, number in self.topics)


# --- Scores ---------------------------------------------------------------------------------------------


def scores(*, period: Period, places: Places = None, kind: str = "") -> Scores:
    """Return how many people gave each score; `kind` is the code of a service, empty for all."""
    rows = _within(Rating.objects.all(), period, places)
    if kind:
        rows = rows.filter(kind__code=kind)
    return _scores(rows.values_list("score").annotate(total=Sum("quantity")))


def scores_by(by: By, *, period: Period, places: Places = None, kind: str = "") -> dict[Hashable, Scores]:
    """Return scores by the first day of a month, id of a place, day, code of a service (empty: the library as a whole)
    or `Via`; what nobody rated is left out.
    """
    rows = _within(Rating.objects.all(), period, places)
    if kind:
        rows = rows.filter(kind__code=kind)
    if by == "month":
        rows = rows.annotate(month=FirstOfMonth("local_date"))
    name = _FIELDS[by]
    found: dict[Hashable, list[tuple[int, int]]] = {}
    for what, score, total in rows.values_list(name, "score").annotate(total=Sum("quantity")).order_by(name):
        found.setdefault("" if what is None else what, []).append((score, total))
    summed = {what: _scores(pairs) for what, pairs in found.items()}
    return {what: one for what, one in summed.items() if one.n}


def ratings(
    *,
    period: Period | None = None,
    places: Places = None,
    kinds: Sequence[str] = (),
    scores: Sequence[int] = (),
    via: str = "",
    after: int = 0,
) -> QuerySet[Rating]:
    """Return the rows behind a number, days from the latest; what was taken back stands beside its row.

    Inside a day they are ordered by what they say, not by when: nobody is to be found by who came first. `kinds` are
    codes of services (an empty one: the library as a whole); `after`: only rows recorded later than this one.
    """
    rows = Rating.objects.select_related("place", "kind", "reversal", "batch")
    if period is not None:
        rows = rows.filter(local_date__gte=period.start, local_date__lt=period.end)
    if places is not None:
        rows = rows.filter(place__in=[place.pk for place in places])
    if kinds:
        whole = Q(kind__isnull=True) if "" in kinds else Q()
        rows = rows.filter(Q(kind__code__in=[code for code in kinds if code]) | whole)
    if scores:
        rows = rows.filter(score__in=scores)
    if via:
        rows = rows.filter(via=via)
    return rows.filter(pk__gt=after).order_by("-local_date", "place", "kind", "-score", "via", "-quantity", "key")


def scores_of(rows: QuerySet[Rating]) -> Scores:
    """Return what rows add up to."""
    return _scores(rows.order_by().values_list("score").annotate(total=Sum("quantity")))


def is_rated(key: str) -> bool:
    """Whether the key of a link or a service has rated already."""
    return Rating.objects.filter(key=keys.mark("rating", key)).exists()


def standing(rating: Rating) -> Rating:
    """Return a rating as it stands: itself, or the one that came in its place."""
    return Rating.objects.filter(key=keys.mark("changed", rating.key)).first() or rating


def last_rating() -> int:
    """Return the id of the newest row: what is recorded later has a greater one (a frozen report remembers it)."""
    return Rating.objects.aggregate(last=Max("pk"))["last"] or 0


def recorded_after(last: int, *, period: Period, places: Places = None) -> Scores:
    """Return what was recorded (or taken back) for the period after the row `last`; numbers may be negative."""
    rows = _within(Rating.objects.filter(pk__gt=last), period, places)
    return _scores(rows.values_list("score").annotate(total=Sum("quantity")))


def _scores(pairs: Iterable[tuple[int, int]]) -> Scores:
    found = dict(pairs)
    return Scores((found.get(1, 0), found.get(2, 0), found.get(3, 0), found.get(4, 0), found.get(5, 0)))


# --- Outcomes -------------------------------------------------------------------------------------------


def outcomes(*, period: Period, places: Places = None, kind: str = "", wave: str = Wave.NOW) -> Outcomes:
    """Return yes out of answered for each outcome, said at once or (`Wave.LATER`) some weeks later."""
    rows = _within(OutcomeAnswer.objects.filter(wave=wave), period, places)
    if kind:
        rows = rows.filter(kind__code=kind)
    found: dict[str, dict[bool, int]] = {}
    for outcome, yes, total in rows.values_list("outcome", "yes").annotate(total=Sum("quantity")):
        found.setdefault(outcome, {})[yes] = total
    told = {
        outcome: YesOf(yes=numbers.get(True, 0), answered=sum(numbers.values())) for outcome, numbers in found.items()
    }
    return Outcomes(**told)


# --- Comments -------------------------------------------------------------------------------------------


def comments(*, period: Period | None = None, places: Places = None) -> QuerySet[Comment]:
    """Return comments for the staff, the latest first."""
    rows = Comment.objects.select_related("place", "kind", "topic", "looked_by")
    if period is not None:
        rows = rows.filter(received_on__gte=period.start, received_on__lt=period.end)
    return rows if places is None else rows.filter(place__in=[place.pk for place in places])


def not_looked_at(*, places: Places = None) -> QuerySet[Comment]:
    """Return comments that nobody of the staff has looked at, the oldest first."""
    return comments(places=places).filter(looked_at__isnull=True).order_by("received_on", "pk")


def published_comments(
    *, period: Period | None = None, places: Places = None, limit: int = 20
) -> list[PublishedComment]:
    """Return what everybody may read: allowed by who wrote it and shown by the staff, the latest first."""
    rows = comments(period=period, places=places).filter(published_at__isnull=False)[:limit]
    return [
        PublishedComment(
            text=row.public_text,
            received_on=row.received_on,
            place=row.place.short_name,
            kind=row.kind.name if row.kind else "",
            answer=row.answer,
            answered_on=row.answered_on,
        )
        for row in rows
    ]


def remarks(*, period: Period, places: Places = None) -> Remarks:
    """Return what critical comments are about, and how many comments are of another sort."""
    rows = comments(period=period, places=places).order_by()
    about = rows.filter(sort=Comment.Sort.REMARK).values_list("topic").annotate(total=Count("pk"))
    topics = Topic.objects.in_bulk()
    numbers = sorted(
        ((topics[pk], total) for pk, total in about if pk), key=lambda pair: (-pair[1], pair[0].order, pair[0].pk)
    )
    sorts = dict(rows.values_list("sort").annotate(total=Count("pk")))
    return Remarks(
        topics=numbers,
        thanks=sorts.get(Comment.Sort.THANKS, 0),
        ideas=sorts.get(Comment.Sort.IDEA, 0),
        other=sorts.get(Comment.Sort.OTHER, 0),
        not_looked_at=rows.filter(looked_at__isnull=True).count(),
    )


def topics(*, also: Topic | None = None) -> QuerySet[Topic]:
    """Return the topics that may be chosen, and the one chosen before."""
    return Topic.objects.filter(Q(is_active=True) | Q(pk=also.pk if also else None))


# --- Points and paper -----------------------------------------------------------------------------------


def points(*, places: Places = None) -> QuerySet[Point]:
    """Return tablets and printed codes that work, by place."""
    rows = Point.objects.filter(revoked_at__isnull=True).select_related("place", "kind", "made_by")
    return rows if places is None else rows.filter(place__in=[place.pk for place in places])


def point(code: str, *, ways: Iterable[str]) -> Point | None:
    """Return a tablet or a code by what stands in the address, switched off or not."""
    return Point.objects.filter(code=code, way__in=list(ways)).select_related("place", "kind").first()


def batches(*, places: Places = None) -> QuerySet[PaperBatch]:
    """Return batches of slips, the last typed in first."""
    rows = PaperBatch.objects.select_related("place", "kind", "entered_by", "taken_back_by")
    return rows if places is None else rows.filter(place__in=[place.pk for place in places])


def slips_of(*, place: Library, day: date) -> int:
    """Return how many slips of a day stand already."""
    rows = PaperBatch.objects.filter(place=place, day=day, taken_back_at__isnull=True)
    return rows.aggregate(total=Sum("slips"))["total"] or 0


def _within(rows: QuerySet[Row], period: Period, places: Places) -> QuerySet[Row]:
    found: QuerySet[Any] = rows.filter(local_date__gte=period.start, local_date__lt=period.end)
    return found if places is None else found.filter(place__in=[place.pk for place in places])
