"""The demo's surveys: one about a service that is open now, one after a course that is over, with what people answered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from oseredok.base.core import clock
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Role
from oseredok.library.places.models import Library
from oseredok.spine.surveys import actions, answering, moderation, queries, ready
from oseredok.spine.surveys.answer_rules import Given
from oseredok.spine.surveys.models import FreeText, Question, Survey

Kind = Question.Kind

USES = (
    "Подам субсидію сама, без онуки",
    "Запишуся до лікаря через «Дію»",
    "Відео з сином, він на службі",
    "Навчу сусідку",
    "Оплачуватиму світло з телефона",
    "Ще не знаю",
)
LACKED = (
    "Більше часу на вправи вдома",
    "Пам’ятки великими літерами",
    "Ще одного заняття про шахраїв",
    "Нічого, усе було добре",
)
CHANGES = (
    "Відчиняйте на годину раніше в будні",
    "Ще одну розетку біля вікна",
    "Дуже привітні люди, дякую",
    "Телефон моєї сусідки 067 000 00 00, подзвоніть їй",
    "Більше тиші в залі після обіду",
)


def ask_people(*, libraries: dict[str, Library], staff: dict[str, Account], now: datetime) -> None:
    """Surveys by the director: one held twice, to be compared, and one that is open; answers from the site and from a pile of paper."""
    director, places = staff["olena"], list(libraries.values())
    duty = Duty(director, places[0], places, frozenset({Role.DIRECTOR}), held=frozenset({(Role.DIRECTOR, None)}))
    today = clock.local_date(now)
    first = today - timedelta(days=190)
    spring = _opened(_begun("course", duty=duty, at=clock.moment_at(first, time(10))), duty=duty, first=first, days=21)
    _answer(spring, places, duty, many=24, first=first, days=20)
    first = today - timedelta(days=48)
    again = actions.copy_survey(survey=spring, again=True, duty=duty, now=clock.moment_at(first, time(10)))
    course = _opened(again, duty=duty, first=first, days=21)
    _answer(course, places, duty, many=56, first=first, days=20)
    for survey in (spring, course):
        for text in queries.texts(survey, state=FreeText.State.WAITING):
            moderation.decide(text=text, state=FreeText.State.SHOWN, duty=duty, now=now - timedelta(days=25))
    first = today - timedelta(days=6)
    begun = _begun("service", duty=duty, at=clock.moment_at(first, time(9, 30)))
    _answer(_opened(begun, duty=duty, first=first, days=36), places, duty, many=20, first=first, days=5)


def _begun(pattern: str, *, duty: Duty, at: datetime) -> Survey:
    found = ready.find(pattern)
    words: actions.Words = {
        "title": "Після курсу «Телефон без страху»" if pattern == "course" else found.title,
        "lead": found.lead,
        "thanks": found.thanks,
        "layout": Survey.Layout.BY_ONE if pattern == "course" else Survey.Layout.ONE_PAGE,
        "is_listed": True,
    }
    return actions.create_survey(words=words, places=[], duty=duty, now=at, pattern=pattern)


def _opened(survey: Survey, *, duty: Duty, first: date, days: int) -> Survey:
    """Open for some days; one whose last day has passed is closed by itself."""
    return actions.open_survey(
        survey=survey,
        places=[],
        opens_on=first,
        closes_on=first + timedelta(days=days),
        duty=duty,
        now=clock.moment_at(first, time(10)),
    )


def _answer(survey: Survey, places: list[Library], duty: Duty, *, many: int, first: date, days: int) -> None:
    random = Random(f"survey:{survey.title}:{survey.run}")  # noqa: S311 - a picture, not a secret
    questions = queries.questions(survey)
    words = _words(questions)
    for number in range(many):
        day = first + timedelta(days=random.randrange(days))
        answering.answer(
            survey=survey,
            given={one.pk: _given(one, random, words) for one in questions},
            place=random.choices(places, weights=[6, 2, 1][: len(places)])[0],
            key=_key(random),
            line_of_network=f"198.51.100.{number}",
            now=clock.moment_at(day, time(12)),
        )
    batch = answering.start_batch(
        survey=survey,
        place=duty.place,
        collected_on=first,
        key=_key(random),
        duty=duty,
        now=clock.moment_at(first + timedelta(days=days), time(16)),
    )
    for _slip in range(many // 4):
        answering.type_in(
            batch=batch,
            given={one.pk: _given(one, random, words) for one in questions},
            key=_key(random),
            duty=duty,
            now=clock.moment_at(first + timedelta(days=days), time(16)),
        )


def _given(question: Question, random: Random, words: dict[int, list[str]]) -> Given:
    kind = question.kind
    if kind == Kind.SKILL:
        before = random.choices(range(1, 8), weights=[4, 6, 6, 5, 3, 2, 1])[0]
        return Given(
            before=before, number=min(10, before + random.choices((0, 1, 2, 3, 4), weights=[1, 3, 5, 4, 2])[0])
        )
    if kind == Kind.SCALE:
        return Given(options=(random.choices((1, 2, 3, 4, 5), weights=[1, 2, 4, 10, 12])[0],))
    if kind == Kind.CHOICE:
        options = len(question.options.all())
        weights = sorted(range(1, options + 1), reverse=True)
        return Given(options=(random.choices(range(1, options + 1), weights=weights)[0],))
    if kind == Kind.TEXT and random.random() < 0.3 and question.pk in words and words[question.pk]:
        return Given(text=words[question.pk].pop())
    return Given()


def _words(questions: list[Question]) -> dict[int, list[str]]:
    """What people will write, each thing once."""
    texts = [one for one in questions if one.kind == Kind.TEXT]
    return {
        one.pk: list(CHANGES if "змінити" in one.words else LACKED if "забракло" in one.words else USES)
        for one in texts
    }


def _key(random: Random) -> UUID:
    return UUID(int=random.getrandbits(128), version=4)
