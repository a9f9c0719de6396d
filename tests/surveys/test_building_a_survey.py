"""Staff build a survey without help: questions of every kind, order, copies, opening; after the first answer nothing changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Conflict, DomainError, Invalid, NotAllowed
from oseredok.spine.surveys import actions, queries, question_actions, ready, rules
from oseredok.spine.surveys.models import Question, Survey
from oseredok.spine.surveys.rules import State
from tests.surveys import questionnaires as made
from tests.world import DAY, NOW, World

pytestmark = pytest.mark.django_db


def state(survey: Survey, on: date = DAY) -> State:
    survey.refresh_from_db()
    return rules.state_of(survey, on=on)


@time_machine.travel(NOW, tick=False)
def test_a_methodist_takes_a_ready_survey_changes_it_and_opens_it_by_the_pages(client: Client, world: World) -> None:
    world.sign_in(client, "methodist")
    page = client.get(reverse("office:surveys:new"), {"pattern": "course"})
    assert "Після курсу" in page.content.decode()
    form = {"title": "Після курсу «Дія»", "lead": "", "thanks": "", "layout": "by_one", "is_listed": "on"}
    went = client.post(reverse("office:surveys:new") + "?pattern=course", form)
    survey = Survey.objects.get()
    assert went.headers["Location"] == reverse("office:surveys:one", args=[survey.code])
    assert survey.questions.count() == len(ready.find("course").questions)
    add = reverse("office:surveys:new_question", args=[survey.code, "several"])
    assert client.post(add, {"words": "Коли?", "options": "Зранку"}).status_code == 422
    asked = {"words": "Коли зручно?", "options": "Зранку\r\nУдень\r\n\r\nУвечері", "has_other": "on"}
    client.post(add, asked)
    added = survey.questions.get(kind="several")
    assert [one.words for one in added.options.all()] == ["Зранку", "Удень", "Увечері"]
    client.post(reverse("office:surveys:move_question", args=[survey.code, added.pk]), {"up": "1"})
    assert survey.questions.order_by("-order")[1] == added
    client.post(
        reverse("office:surveys:question", args=[survey.code, added.pk]), {**asked, "words": "Коли вам зручно?"}
    )
    assert state(survey) is State.DRAFT
    assert client.get(reverse("front:survey", args=[survey.code])).status_code == 404, "a draft is nobody's"
    client.post(reverse("office:surveys:open", args=[survey.code]), {"opens_on": "2026-10-14", "closes_on": ""})
    assert state(survey) is State.OPEN
    page = client.get(reverse("front:survey", args=[survey.code]))
    assert "Після курсу «Дія»" in page.content.decode()


@pytest.mark.parametrize("pattern", [one.code for one in ready.patterns()])
def test_every_ready_survey_is_whole(pattern: str, world: World) -> None:
    survey = actions.create_survey(
        words=made.WORDS, places=[], duty=made.director(world), now=world.now, pattern=pattern
    )
    for one in queries.questions(survey):
        assert one.kind not in ("choice", "several", "scale") or len(one.options.all()) >= 2
    assert survey.questions.count() >= 5


@pytest.mark.parametrize(
    ("kind", "told", "code"),
    [
        ("choice", {"words": "  ", "options": ("а", "б")}, "words-empty"),
        ("choice", {"words": "Що?", "options": ("а",)}, "options-few"),
        ("several", {"words": "Що?", "options": ("а", "А")}, "options-same"),
        ("choice", {"words": "Що?", "options": [str(number) for number in range(21)]}, "options-many"),
        ("scale", {"words": "Як?", "options": ("1", "2", "3", "4")}, "scale-not-five"),
        ("number", {"words": "Скільки?", "least": 9, "most": 3}, "range-backwards"),
        ("number", {"words": "Скільки?", "most": 10**9}, "range-far"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(
    kind: str, told: dict[str, Any], code: str, world: World
) -> None:
    survey = made.drafted(world)
    with pytest.raises(Invalid) as refusal:
        question_actions.add_question(
            survey=survey, kind=kind, asked=made.asked(**told), duty=made.director(world), now=world.now
        )
    assert refusal.value.code == code
    assert survey.questions.count() == len(made.KINDS)


def test_after_the_first_answer_the_questions_stay_and_a_new_version_is_made(world: World) -> None:
    survey = made.opened(world)
    scale = made.question(survey, "scale")
    made.answered(survey, world)
    duty: dict[str, Any] = {"duty": made.director(world), "now": world.now}
    for verb in (
        lambda: question_actions.change_question(question=scale, asked=made.asked(words="Інакше?"), **duty),
        lambda: question_actions.remove_question(question=scale, **duty),
        lambda: question_actions.move_question(question=scale, up=True, **duty),
        lambda: question_actions.add_question(survey=survey, kind="text", asked=made.asked(words="Ще?"), **duty),
    ):
        with pytest.raises(Conflict) as refusal:
            verb()
        assert refusal.value.code == "answered"
    again = actions.copy_survey(survey=survey, again=True, **duty)
    assert (again.series, again.run) == (survey.series, 2)
    assert {one.key for one in again.questions.all()} == {one.key for one in survey.questions.all()}
    other = actions.copy_survey(survey=survey, again=False, **duty)
    assert other.series != survey.series
    assert not {one.key for one in other.questions.all()} & {one.key for one in survey.questions.all()}
    made.let_in(again, world)
    assert state(survey) is State.CLOSED, "people never see two versions at once"
    assert queries.open_in_series(survey, on=DAY) == again


def test_days_decide_when_it_is_open(world: World) -> None:
    survey = made.drafted(world)
    duty: dict[str, Any] = {"survey": survey, "places": [], "duty": made.director(world), "now": world.now}
    for opens_on, closes_on, code in (
        (DAY - timedelta(days=1), None, "opens-early"),
        (DAY, DAY - timedelta(days=1), "closes-early"),
        (DAY, date(2999, 1, 1), "too-long"),
    ):
        with pytest.raises(Invalid) as refusal:
            actions.open_survey(opens_on=opens_on, closes_on=closes_on, **duty)
        assert refusal.value.code == code
    actions.open_survey(opens_on=DAY + timedelta(days=2), closes_on=DAY + timedelta(days=4), **duty)
    assert [state(survey, DAY + timedelta(days=ahead)) for ahead in (0, 2, 4, 5)] == [
        State.PLANNED, State.OPEN, State.OPEN, State.CLOSED,
    ]  # fmt: skip
    empty = actions.create_survey(words=made.WORDS, places=[], duty=made.director(world), now=world.now)
    with pytest.raises(Conflict) as conflict:
        made.let_in(empty, world)
    assert conflict.value.code == "no-questions"


def test_a_head_asks_at_their_own_library_only(client: Client, world: World) -> None:
    for places in ([], [world.branch], [world.central, world.branch]):
        with pytest.raises(NotAllowed):
            actions.create_survey(words=made.WORDS, places=places, duty=made.head(world), now=world.now)
    mine = actions.create_survey(words=made.WORDS, places=[world.central], duty=made.head(world), now=world.now)
    strange = made.opened(world, places=[world.branch])
    everywhere = made.opened(world)
    seen = {row.survey.code: row.may_build for row in queries.seen_by(made.head(world), on=DAY)}
    assert seen == {mine.code: True, everywhere.code: False}
    world.sign_in(client, "head")
    assert client.get(reverse("office:surveys:one", args=[strange.code])).status_code == 404
    assert client.get(reverse("office:surveys:words", args=[everywhere.code])).status_code == 403
    with pytest.raises(NotAllowed):
        actions.close_survey(survey=everywhere, duty=made.head(world), now=world.now)


def test_a_consultant_builds_nothing(client: Client, world: World) -> None:
    survey = made.opened(world)
    world.sign_in(client, "consultant")
    assert client.get(reverse("office:surveys:list")).status_code == 200
    page = client.get(reverse("office:surveys:one", args=[survey.code])).content.decode()
    assert "Внести паперові анкети" in page
    assert "Нова версія" not in page
    assert client.get(reverse("office:surveys:results", args=[survey.code])).status_code == 403
    with pytest.raises(NotAllowed):
        actions.copy_survey(survey=survey, again=True, duty=made.consultant(world), now=world.now)


def test_a_draft_is_deleted_and_what_was_open_is_not(world: World) -> None:
    draft, survey = made.drafted(world), made.opened(world)
    actions.delete_survey(survey=draft, duty=made.director(world))
    assert not Survey.objects.filter(pk=draft.pk).exists()
    with pytest.raises(Conflict):
        actions.delete_survey(survey=survey, duty=made.director(world))


def test_an_option_whose_words_stay_is_the_same_option(world: World) -> None:
    survey = made.drafted(world)
    question = made.question(survey, "several")
    keys = {one.words: one.key for one in question.options.all()}
    told = {"words": question.words, "options": ("Увечері", "Опівдні", "Зранку")}
    question_actions.change_question(
        question=question, asked=made.asked(**told), duty=made.director(world), now=world.now
    )
    after = {one.words: one.key for one in Question.objects.get(pk=question.pk).options.all()}
    assert list(after) == ["Увечері", "Опівдні", "Зранку"]
    assert (after["Увечері"], after["Зранку"]) == (keys["Увечері"], keys["Зранку"])
    assert after["Опівдні"] not in keys.values()


def test_places_with_answers_are_not_taken_away(world: World) -> None:
    survey = made.opened(world)
    made.answered(survey, world, place=world.branch)
    with pytest.raises(DomainError) as refusal:
        made.let_in(survey, world, places=[world.central])
    assert refusal.value.code == "place-answered"


@time_machine.travel(NOW, tick=False)
def test_hostile_words_are_only_words(client: Client, world: World) -> None:
    world.sign_in(client, "director")
    form = {"title": "<script>alert(1)</script>", "layout": "page"}
    client.post(reverse("office:surveys:new"), form)
    survey = Survey.objects.get()
    page = client.get(reverse("office:surveys:one", args=[survey.code])).content.decode()
    assert "<script>alert(1)" not in page
    add = reverse("office:surveys:new_question", args=[survey.code, "choice"])
    assert client.post(add, {"words": "я" * 241, "options": "а\nб"}).status_code == 422
    assert client.post(add, {"words": "Що?", "options": "я" * 121 + "\nб"}).status_code == 422
    assert client.get(reverse("office:surveys:new_question", args=[survey.code, "magic"])).status_code == 404
    strange = made.drafted(world).questions.first()
    assert strange is not None
    assert client.post(reverse("office:surveys:remove_question", args=[survey.code, strange.pk])).status_code == 404
