"""Reads of surveys: the list of the office, what the site shows, one by its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from oseredok.base.core.periods import Period
from oseredok.library.people.access import Duty
from oseredok.library.places import queries as places
from oseredok.library.places.models import Library
from oseredok.spine.journal import queries as journal
from oseredok.spine.surveys import rules
from oseredok.spine.surveys.models import Batch, FreeText, Question, Response, Survey, SurveyPlace
from oseredok.spine.surveys.rules import State


@dataclass(frozen=True)
class Row:
    """A survey as the office lists it."""

    survey: Survey
    state: State
    answers: int
    waiting: int
    places: tuple[Library, ...]
    may_build: bool

    @property
    def state_kind(self) -> str:
        """The colour of the word."""
        return {State.OPEN: "success", State.PLANNED: "info", State.DRAFT: "lit"}.get(self.state, "")

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state is State.CLOSED


def surveys() -> QuerySet[Survey]:
    """Return everything, the latest first, ready to be told."""
    return Survey.objects.select_related("author").prefetch_related("held_at__place")


def seen_by(duty: Duty, *, on: date) -> list[Row]:
    """Return what a member of staff sees, the open ones first."""
    found = [row_of(one, duty, on=on) for one in _counted(surveys())]
    order = {State.OPEN: 0, State.PLANNED: 1, State.DRAFT: 2, State.CLOSED: 3}
    seen = [row for row in found if rules.can_see(duty, places=[one.pk for one in row.places])]
    return sorted(seen, key=lambda row: order[row.state])


def seen(duty: Duty, code: str, *, on: date) -> Row | None:
    """Return one that the duty sees; None for no such survey, or one of another library."""
    found = _counted(surveys()).filter(code=code).first()
    if found is None:
        return None
    row = row_of(found, duty, on=on)
    return row if rules.can_see(duty, places=[one.pk for one in row.places]) else None


def row_of(survey: Survey, duty: Duty, *, on: date) -> Row:
    held_at = tuple(one.place for one in survey.held_at.all())
    return Row(
        survey=survey,
        state=rules.state_of(survey, on=on),
        answers=getattr(survey, "answers_count", 0),
        waiting=getattr(survey, "waiting_count", 0),
        places=held_at,
        may_build=rules.can_build(duty, places=[one.pk for one in held_at]),
    )


def _counted(found: QuerySet[Survey]) -> QuerySet[Survey]:
    live = Q(responses__undone_at__isnull=True)
    waiting = Q(responses__texts__state=FreeText.State.WAITING)
    return found.annotate(
        answers_count=Count("responses", filter=live, distinct=True),
        waiting_count=Count("responses__texts", filter=live & waiting, distinct=True),
    )


def questions(survey: Survey) -> list[Question]:
    """Return what is asked, in order, with the options."""
    return list(survey.questions.prefetch_related("options").order_by("order", "pk"))


def answered(survey: Survey) -> QuerySet[Response]:
    """Return the forms that count."""
    return Response.objects.filter(survey=survey, undone_at__isnull=True)


def public(*, on: date) -> list[Survey]:
    """Return what anybody may answer today and what the site lists, the one that ends first on top."""
    found = Survey.objects.filter(is_listed=True, opened_at__isnull=False, closed_at__isnull=True, opens_on__lte=on)
    going = [one for one in found if rules.state_of(one, on=on) is State.OPEN]
    return sorted(going, key=lambda one: (one.closes_on is None, one.closes_on or on, one.pk))


def by_code(code: str) -> Survey | None:
    """Return the survey of an address that was opened once; drafts are nobody's."""
    return surveys().filter(code=code, opened_at__isnull=False).first()


def open_in_series(survey: Survey, *, on: date) -> Survey | None:
    """Return the run of the same series that takes answers today: an old address leads there."""
    runs = surveys().filter(series=survey.series, opened_at__isnull=False).exclude(pk=survey.pk)
    return next((one for one in runs if rules.state_of(one, on=on) is State.OPEN), None)


def other_runs(survey: Survey) -> list[Survey]:
    """Return the other runs of the series that were opened, the latest first."""
    return list(surveys().filter(series=survey.series, opened_at__isnull=False).exclude(pk=survey.pk).order_by("-run"))


def places_of(survey: Survey, *, on: date) -> list[Library]:
    """Return the libraries that people may answer about: those named, or all that work."""
    working = list(places.libraries(on=on))
    named = {one.place_id for one in survey.held_at.all()}
    return [one for one in working if not named or one.pk in named]


def waiting_texts(duty: Duty) -> int:
    """Return how many texts wait for whoever is on duty: the counter of the menu."""
    texts = FreeText.objects.filter(state=FreeText.State.WAITING, response__undone_at__isnull=True)
    if not duty.holds(*rules.BUILDERS, at=None):
        mine = [one.pk for one in duty.places_of(*rules.BUILDERS)]
        held_at = SurveyPlace.objects.filter(survey=OuterRef("response__survey"))
        texts = texts.filter(Exists(held_at), ~Exists(held_at.exclude(place__in=mine)))
    return texts.count()


def batches(survey: Survey, *, place: Library) -> QuerySet[Batch]:
    """Return the piles of a library with how many forms of each count."""
    live = Count("responses", filter=Q(responses__undone_at__isnull=True))
    return Batch.objects.filter(survey=survey, place=place).select_related("opened_by").annotate(entered=live)


def slips(batch: Batch) -> QuerySet[Response]:
    """Return what was typed in of a pile, the latest first."""
    return batch.responses.order_by("-slip")


def visits_of(batch: Batch) -> int:
    """Return how many visits the library had on the day of a pile: more forms than that is a slip in the date, perhaps."""
    day = Period.day(batch.collected_on)
    return journal.total(period=day, places=[batch.place], kinds=("visit", "visit_event"))


def texts(survey: Survey, *, state: str) -> QuerySet[FreeText]:
    """Return words of forms that count, in one state."""
    live = FreeText.objects.filter(response__survey=survey, response__undone_at__isnull=True)
    return live.filter(state=state).select_related("question", "decided_by").order_by("question__order", "pk")
