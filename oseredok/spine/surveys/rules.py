"""What may be asked, who may ask it, and what may be answered. Pure: pages and actions share them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.clock import local_date
from oseredok.base.core.dates import date_words
from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.library.people.access import DESK, Duty
from oseredok.library.people.models import Role
from oseredok.spine.surveys.models import Question, Survey

BUILDERS = (Role.HEAD, Role.DIRECTOR, Role.METHODIST)
SCALE = 5
SKILL = 10
MOST_QUESTIONS, MOST_OPTIONS = 30, 20
MOST_NUMBER = 1_000_000
LONGEST = timedelta(days=731)
CHOOSING = (Question.Kind.CHOICE, Question.Kind.SEVERAL)


class State(TextChoices):
    DRAFT = "draft", gettext_lazy("чернетка")
    PLANNED = "planned", gettext_lazy("відкриється")
    OPEN = "open", gettext_lazy("відкрите")
    CLOSED = "closed", gettext_lazy("закрите")


def state_of(survey: Survey, *, on: date) -> State:
    """Return the state on a day."""
    if survey.opened_at is None or survey.opens_on is None:
        return State.DRAFT
    if survey.closed_at is not None or (survey.closes_on is not None and survey.closes_on < on):
        return State.CLOSED
    return State.PLANNED if survey.opens_on > on else State.OPEN


# --- Who ----------------------------------------------------------------------------------------------


def check_can_build(duty: Duty, *, places: Iterable[int]) -> None:
    """Raise NotAllowed: a head asks at their own libraries; in all of them those who work for the whole system."""
    wanted: list[int | None] = list(places) or [None]
    if not all(duty.holds(*BUILDERS, at=place) for place in wanted):
        raise NotAllowed(
            _("Опитування в усіх або в інших бібліотеках проводить директор чи методист. Оберіть свою бібліотеку."),
            code="places-not-yours",
            field="places",
        )


def can_build(duty: Duty, *, places: Iterable[int]) -> bool:
    try:
        check_can_build(duty, places=places)
    except NotAllowed:
        return False
    return True


def can_see(duty: Duty, *, places: Sequence[int]) -> bool:
    """Whether whoever is on duty sees the survey: it is held where they work."""
    if not places:
        return True
    return any(duty.holds(*BUILDERS, *DESK, at=place) for place in places)


def check_can_type_in(duty: Duty, *, places: Sequence[int]) -> None:
    """Raise NotAllowed where this survey is not held."""
    if not duty.may(*DESK, *BUILDERS) or (places and duty.place.pk not in places):
        raise NotAllowed(
            _("Це опитування не проводять у вашій бібліотеці. Перейдіть до іншої вгорі сторінки."), code="another-place"
        )


# --- What is asked ------------------------------------------------------------------------------------


def check_can_change(survey: Survey, *, answers: int) -> None:
    """Raise Conflict once somebody has answered: the same answers would stand under other questions."""
    if answers:
        raise Conflict(
            _("На опитування вже відповіли, тож запитання не змінюються. Зробіть нову версію."), code="answered"
        )
    if survey.closed_at is not None:
        raise Conflict(_("Опитування закрите. Зробіть нову версію."), code="closed")


def can_change(survey: Survey, *, answers: int) -> bool:
    try:
        check_can_change(survey, answers=answers)
    except DomainError:
        return False
    return True


def check_question(
    *, kind: str, words: str, options: Sequence[str], has_other: bool, least: int | None, most: int | None
) -> None:
    """Raise Invalid for a question that cannot be answered."""
    if not words:
        raise Invalid(_("Напишіть запитання."), code="words-empty", field="words")
    if kind in CHOOSING:
        _check_options(options, has_other=has_other)
    if kind == Question.Kind.SCALE and len(options) != SCALE:
        raise Invalid(_("Шкала має рівно п’ять рядків: від 1 до 5."), code="scale-not-five", field="options")
    if len({one.casefold() for one in options}) < len(options):
        raise Invalid(_("Два варіанти однакові. Залиште один."), code="options-same", field="options")
    if least is not None and most is not None and least > most:
        raise Invalid(_("Найменше не може бути більшим за найбільше."), code="range-backwards", field="most")
    for value, field in ((least, "least"), (most, "most")):
        if value is not None and not 0 <= value <= MOST_NUMBER:
            raise Invalid(_("Тут можна від 0 до мільйона."), code="range-far", field=field)


def _check_options(options: Sequence[str], *, has_other: bool) -> None:
    if len(options) + has_other < 2:
        raise Invalid(_("Потрібно щонайменше два варіанти, кожен з нового рядка."), code="options-few", field="options")
    if len(options) > MOST_OPTIONS:
        raise Invalid(
            _("Найбільше двадцять варіантів: довших списків не читають."), code="options-many", field="options"
        )
    if any(len(one) > 120 for one in options):
        raise Invalid(_("Варіант задовгий: найбільше 120 знаків."), code="option-long", field="options")


def check_can_open(survey: Survey, *, questions: int, opens_on: date, closes_on: date | None, today: date) -> None:
    """Raise what stands in the way of opening."""
    if survey.closed_at is not None:
        raise Conflict(_("Опитування закрите. Зробіть нову версію."), code="closed")
    if not questions:
        raise Conflict(_("Додайте хоч одне запитання."), code="no-questions")
    if survey.opened_at is None and opens_on < today:
        raise Invalid(_("Цей день минув. Оберіть сьогодні або пізніше."), code="opens-early", field="opens_on")
    if closes_on is not None and closes_on < max(opens_on, today):
        raise Invalid(
            _("Останній день має бути не раніше за перший і за сьогодні."), code="closes-early", field="closes_on"
        )
    if (closes_on or opens_on) - min(today, opens_on) > LONGEST:
        raise Invalid(_("Так довго не питають: найбільше два роки наперед."), code="too-long", field="closes_on")


def check_batch(survey: Survey, *, collected_on: date, today: date, paper_days: int) -> None:
    """Raise what does not let a pile of paper forms in: the survey is over too long ago, the day cannot be."""
    if survey.opened_at is None or survey.opens_on is None:
        raise Conflict(_("Опитування ще не відкрите."), code="not-open")
    last = last_day(survey)
    if last is not None and today > last + timedelta(days=paper_days):
        raise Conflict(
            _("Паперові анкети приймаємо до {day}: результати вже підсумовано.").format(
                day=date_words(last + timedelta(days=paper_days))
            ),
            code="paper-late",
        )
    if collected_on > today:
        raise Invalid(_("Цей день ще не настав."), code="collected-ahead", field="collected_on")
    if collected_on < survey.opens_on:
        raise Invalid(
            _("Опитування відкрилося {day}: раніше анкет бути не могло.").format(day=date_words(survey.opens_on)),
            code="collected-early",
            field="collected_on",
        )
    if last is not None and collected_on > last:
        raise Invalid(
            _("Опитування закрилося {day}: пізніше анкет бути не могло.").format(day=date_words(last)),
            code="collected-late",
            field="collected_on",
        )


def last_day(survey: Survey) -> date | None:
    """The last day when people could answer; None while it goes on without an end."""
    ends = [survey.closes_on] if survey.closes_on else []
    if survey.closed_at is not None:
        ends.append(local_date(survey.closed_at))
    return min(ends, default=None)
