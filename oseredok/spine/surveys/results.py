"""What people answered, counted: per question, of all libraries or some, one run beside another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from oseredok.base.preferences.queries import value
from oseredok.library.places.models import Library
from oseredok.spine.surveys import queries, rules
from oseredok.spine.surveys.arithmetic import Numbers, Share, Skill
from oseredok.spine.surveys.models import Answer, FreeText, Option, Question, Survey
from oseredok.spine.surveys.preferences import LEAST_SHOWN, SMALL

Kind = Question.Kind


@dataclass(frozen=True)
class Chosen:
    """An option and who chose it. `key` is the same in every run; None for «інше»."""

    key: object
    words: str
    share: Share


@dataclass(frozen=True)
class Result:
    """One question: `n` people answered it. What does not belong to its kind is empty."""

    question: Question
    n: int
    chosen: tuple[Chosen, ...] = ()
    numbers: Numbers = field(default_factory=lambda: Numbers({}))
    skill: Skill = field(default_factory=lambda: Skill({}))
    texts: tuple[str, ...] = ()
    waiting: int = 0
    hidden: int = 0

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def good(self) -> Share:
        """Those who said 4 or 5 on a scale."""
        return self.numbers.share(least=4)

    @property
    def top(self) -> Chosen | None:
        """What was chosen most; None when nobody chose, or two are even."""
        ordered = sorted(self.chosen, key=lambda one: -one.share.count)
        if not ordered or not ordered[0].share.count:
            return None
        return None if len(ordered) > 1 and ordered[1].share.count == ordered[0].share.count else ordered[0]


@dataclass(frozen=True)
class Results:
    """All questions of a survey, of `n` forms."""

    survey: Survey
    n: int
    on_paper: int
    results: tuple[Result, ...]
    small: int

    @property
    def is_small(self) -> bool:
        """Too few answered for the shares to be called without a word of caution."""
        return self.n < self.small


@dataclass(frozen=True)
class OfPlace:
    """What one library says; `results` is None where so few answered that a person could be told."""

    place: Library | None
    n: int
    results: Results | None


def results(survey: Survey, *, places: Sequence[Library] | None = None) -> Results:
    """Count everything that was answered, at some libraries or anywhere."""
    forms = queries.answered(survey)
    here = Q()
    if places is not None:
        here = Q(response__place__in=list(places))
        forms = forms.filter(place__in=list(places))
    live = Q(response__survey=survey, response__undone_at__isnull=True) & here
    counts = forms.aggregate(n=Count("pk"), on_paper=Count("pk", filter=Q(via="paper")))
    book = _Book(live)
    return Results(
        survey=survey,
        n=counts["n"],
        on_paper=counts["on_paper"],
        results=tuple(book.result(one) for one in queries.questions(survey)),
        small=value(SMALL),
    )


def by_place(survey: Survey) -> list[OfPlace]:
    """Return each library with what was answered about it; one of few answers only with its number."""
    counts = _people(survey)
    known = Library.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("-is_central", "order", "pk")
    shown = shown_apart(counts, least=value(LEAST_SHOWN))
    found = [OfPlace(one, counts[one.pk], results(survey, places=[one]) if one.pk in shown else None) for one in known]
    if counts.get(None):
        found.append(OfPlace(None, counts[None], None))
    return found


def places_apart(survey: Survey) -> set[int | None]:
    """Return the places that may be named beside an answer."""
    return shown_apart(_people(survey), least=value(LEAST_SHOWN))


def _people(survey: Survey) -> dict[int | None, int]:
    forms = queries.answered(survey).order_by().values("place").annotate(n=Count("pk"))
    return {row["place"]: row["n"] for row in forms}


def shown_apart(counts: Mapping[int | None, int], *, least: int) -> set[int | None]:
    """Return the places whose results may stand apart: of `least` people or more.

    What is left of the whole when they are taken away must not be fewer than `least` either, or it could be reckoned.
    """
    shown = sorted((pk for pk, n in counts.items() if pk is not None and n >= least), key=lambda pk: counts[pk])
    rest = sum(counts.values()) - sum(counts[pk] for pk in shown)
    if 0 < rest < least and shown:
        shown = shown[1:]
    return set(shown)


class _Book:
    """The counts of every question at once: a few statements whatever the length of the survey."""

    def __init__(self, live: Q) -> None:
        self.options: dict[int, int] = {}
        self.numbers: dict[int, list[tuple[int | None, int, int]]] = defaultdict(list)
        self.people: dict[int, int] = defaultdict(int)
        self.others: dict[int, int] = defaultdict(int)
        self.texts: dict[int, list[FreeText]] = defaultdict(list)
        answers = Answer.objects.filter(live).order_by()
        for row in answers.filter(option__isnull=False).values("option").annotate(n=Count("pk")):
            self.options[row["option"]] = row["n"]
        numbers = answers.filter(option__isnull=True).values("question", "before", "number").annotate(n=Count("pk"))
        for row in numbers:
            self.numbers[row["question"]].append((row["before"], row["number"], row["n"]))
        for row in answers.values("question").annotate(n=Count("response", distinct=True)):
            self.people[row["question"]] += row["n"]
        chose_too = Answer.objects.filter(response=OuterRef("response"), question=OuterRef("question"))
        words = FreeText.objects.filter(live).annotate(chose_too=Exists(chose_too)).order_by("pk")
        for text in words:
            self.texts[text.question_id].append(text)
            self.others[text.question_id] += text.is_other
            self.people[text.question_id] += not text.chose_too

    def result(self, question: Question) -> Result:
        n = self.people.get(question.pk, 0)
        options = list(question.options.all())
        said = self.numbers.get(question.pk, [])
        if question.kind == Kind.SCALE:
            counts = {one.order: self.options.get(one.pk, 0) for one in options}
        else:
            counts = {number: people for _before, number, people in said}
        texts = self.texts.get(question.pk, [])
        is_skill = question.kind == Kind.SKILL
        return Result(
            question=question,
            n=n,
            chosen=tuple(self._chosen(question, options, n)),
            numbers=Numbers({} if is_skill else counts),
            skill=Skill({(before or 0, after): people for before, after, people in said} if is_skill else {}),
            texts=tuple(one.text for one in texts if one.state == FreeText.State.SHOWN),
            waiting=sum(one.state == FreeText.State.WAITING for one in texts),
            hidden=sum(one.state in (FreeText.State.HIDDEN, FreeText.State.FORGOTTEN) for one in texts),
        )

    def _chosen(self, question: Question, options: list[Option], n: int) -> list[Chosen]:
        found = [Chosen(one.key, one.words, Share(self.options.get(one.pk, 0), n)) for one in options]
        if question.has_other:
            found.append(Chosen(None, _("Інше"), Share(self.others.get(question.pk, 0), n)))
        return found


# --- One run beside another ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """One thing measured twice. `points` is the difference in percentage points or in marks."""

    words: str
    now: Decimal | None
    then: Decimal | None
    is_sure: bool
    is_percent: bool = True

    @property
    def points(self) -> Decimal | None:
        return None if self.now is None or self.then is None else self.now - self.then


@dataclass(frozen=True)
class Compared:
    """One question in two runs."""

    question: Question
    n: int
    n_then: int
    pairs: tuple[Pair, ...]


def compare(now: Results, then: Results) -> list[Compared]:
    """Return what was asked the same in both runs. A changed kind, a question of one run only are left out."""
    before = {(one.question.key, one.kind): one for one in then.results}
    found = []
    for one in now.results:
        other = before.get((one.question.key, one.kind))
        if other is not None and one.kind != Kind.TEXT:
            found.append(Compared(one.question, one.n, other.n, tuple(_pairs(one, other))))
    return found


def _pairs(one: Result, other: Result) -> list[Pair]:
    if one.kind in rules.CHOOSING:
        known = {chosen.key: chosen.share for chosen in other.chosen}
        return [_share(chosen.words, chosen.share, known[chosen.key]) for chosen in one.chosen if chosen.key in known]
    if one.kind == Kind.SCALE:
        return [
            _share(_("Оцінили на 4 або 5"), one.good, other.good),
            Pair(_("Середня оцінка"), one.numbers.mean, other.numbers.mean, is_sure=False, is_percent=False),
        ]
    if one.kind == Kind.SKILL:
        return [
            Pair(_("Зміна вміння"), one.skill.change, other.skill.change, is_sure=False, is_percent=False),
            _share(_("Уміння зросло"), one.skill.grew, other.skill.grew),
        ]
    return [
        Pair(_("Середнє"), one.numbers.mean, other.numbers.mean, is_sure=False, is_percent=False),
        Pair(_("Посередині"), one.numbers.middle, other.numbers.middle, is_sure=False, is_percent=False),
    ]


def _share(words: str, now: Share, then: Share) -> Pair:
    return Pair(words, now.percent, then.percent, is_sure=now.differs_from(then))
