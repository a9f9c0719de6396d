"""Paper forms: printed with numbers, typed in by those numbers, counted by piles, one of them taken back."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.services.visits import actions as visits
from oseredok.spine.surveys import actions, answering, queries, results
from oseredok.spine.surveys.answer_rules import Given
from oseredok.spine.surveys.models import Answer, Batch, FreeText, Response, Survey
from tests.surveys import questionnaires as made
from tests.world import DAY, NOW, World

pytestmark = pytest.mark.django_db
now_is = time_machine.travel(NOW, tick=False)


def begun(client: Client, survey: Survey) -> str:
    """The address of a new pile."""
    where = reverse("office:surveys:batches", args=[survey.code])
    went = client.post(where, {"key": str(uuid4()), "collected_on": "14.10.2026"})
    return str(went.headers["Location"])


def typed(survey: Survey, **told: str) -> dict[str, str]:
    name = {one.kind: f"q{one.pk}" for one in survey.questions.all()}
    form = {"key": str(uuid4())}
    for key, value in told.items():
        kind = key.removesuffix("_other")
        form[name[kind] + ("_other" if key != kind else "")] = value
    return form


@now_is
def test_the_desk_types_a_form_in_by_its_numbers(client: Client, world: World) -> None:
    survey = made.opened(world)
    world.sign_in(client, "consultant")
    pile = begun(client, survey)
    assert pile == reverse("office:surveys:batch", args=[survey.code, 1])
    form = typed(survey, choice="4", choice_other="Паспорт", several="3, 1", scale="5", skill="2 9", number="7")
    for _time in range(2):  # Enter pressed twice
        assert client.post(pile, form).status_code == 302
    response = Response.objects.get()
    assert (response.via, response.place, response.slip) == ("paper", world.central, 1)
    said = {(one.question.kind, one.option and one.option.order, one.before, one.number)
            for one in Answer.objects.select_related("question", "option")}  # fmt: skip
    assert said == {
        ("several", 1, None, None), ("several", 3, None, None), ("scale", 5, None, None), ("skill", None, 2, 9),
        ("number", None, None, 7),
    }  # fmt: skip
    assert FreeText.objects.get().text == "Паспорт"
    assert "Анкета 1" in client.get(pile).content.decode()


@now_is
@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"scale": "6"}, "Такого варіанта немає."),
        ({"scale": "1 2"}, "Тут можна лише один варіант."),
        ({"several": "2 2"}, "Такого варіанта немає."),
        ({"choice": "один"}, "Пишіть номери, що стоять на папері."),
        ({"choice": "4"}, "Перепишіть, що саме"),
        ({"skill": "3"}, "Напишіть два числа"),
        ({"skill": "3 11"}, "Оцініть від 1 до 10."),
        ({"number": "5 6"}, "Тут одне число."),
        ({"number": "9" * 60}, "Напишіть число від 1 до 100."),
        ({}, "Дайте відповідь хоч на одне запитання."),
    ],
)
def test_a_slip_of_the_typist_is_said_beside_the_line(
    told: dict[str, str], sentence: str, client: Client, world: World
) -> None:
    survey = made.opened(world)
    world.sign_in(client, "consultant")
    page = client.post(begun(client, survey), typed(survey, **told))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Response.objects.exists()


@now_is
def test_one_form_is_taken_back_and_its_number_stays_taken(client: Client, world: World) -> None:
    survey = made.opened(world)
    world.sign_in(client, "consultant")
    pile = begun(client, survey)
    client.post(pile, typed(survey, scale="1", text="Подзвоніть Зої"))
    client.post(pile, typed(survey, scale="5"))
    undo = reverse("office:surveys:undo", args=[survey.code, 1, 1])
    client.post(undo)
    found = results.results(survey)
    assert (found.n, found.on_paper) == (1, 1)
    assert FreeText.objects.get().text == ""
    assert "Цю анкету вже прибрано." in client.post(undo, follow=True).content.decode()
    client.post(pile, typed(survey, scale="4"))
    assert sorted(Response.objects.values_list("slip", flat=True)) == [1, 2, 3]
    assert queries.batches(survey, place=world.central).get().entered == 2  # type: ignore[attr-defined]


@now_is
def test_more_forms_than_visits_of_the_day_are_questioned_and_kept(client: Client, world: World) -> None:
    survey = made.opened(world)
    visits.record_visit(place=world.central, staff=world.consultant, now=world.now, reader=world.taras)
    world.sign_in(client, "consultant")
    pile = begun(client, survey)
    for number in (1, 2):
        client.post(pile, typed(survey, scale="4"))
        doubted = "День вказано правильно?" in client.get(pile).content.decode()
        assert doubted == (number > 1)
    assert Response.objects.count() == 2


def batch(world: World, survey: Survey, **told: Any) -> Batch:
    values: dict[str, Any] = {
        "survey": survey, "place": world.central, "collected_on": DAY, "key": uuid4(),
        "duty": made.consultant(world), "now": world.now,
    }  # fmt: skip
    return answering.start_batch(**{**values, **told})


def test_a_pile_of_an_impossible_day_is_refused(world: World) -> None:
    survey = made.opened(world, days=3)
    for day, code in ((DAY + timedelta(days=1), "collected-ahead"), (DAY - timedelta(days=1), "collected-early")):
        with pytest.raises(Invalid) as refusal:
            batch(world, survey, collected_on=day)
        assert refusal.value.code == code
    later = world.now + timedelta(days=10)
    with pytest.raises(Invalid) as refusal:
        batch(world, survey, collected_on=DAY + timedelta(days=5), now=later)
    assert refusal.value.code == "collected-late"
    pile = batch(world, survey, collected_on=DAY + timedelta(days=2), now=later)
    too_late = world.now + timedelta(days=30)
    with pytest.raises(Conflict) as conflict:
        answering.type_in(
            batch=pile, given=made.given(survey, scale=Given(options=(3,))), key=uuid4(),
            duty=made.consultant(world), now=too_late,
        )  # fmt: skip
    assert conflict.value.code == "paper-late"


def test_piles_are_numbered_in_a_row_and_one_form_begins_one(world: World) -> None:
    survey = made.opened(world)
    key = uuid4()
    assert batch(world, survey, key=key) == batch(world, survey, key=key)
    assert batch(world, survey).number == 2
    with pytest.raises(Conflict) as refusal:
        batch(world, made.drafted(world))
    assert refusal.value.code == "not-open"


@now_is
def test_a_pile_of_another_library_is_not_seen(client: Client, world: World) -> None:
    survey = made.opened(world)
    batch(world, survey)
    world.sign_in(client, "branch_consultant")
    assert client.get(reverse("office:surveys:batch", args=[survey.code, 1])).status_code == 404
    elsewhere = made.opened(world, places=[world.branch])
    with pytest.raises(NotAllowed):
        batch(world, elsewhere)


def test_required_questions_may_stay_empty_on_paper(world: World) -> None:
    survey = made.drafted(world)
    scale = made.question(survey, "scale")
    scale.is_required = True
    scale.save()
    survey = made.let_in(survey, world)
    pile = batch(world, survey)
    given = made.given(survey, number=Given(number=4))
    assert answering.type_in(batch=pile, given=given, key=uuid4(), duty=made.consultant(world), now=world.now)
    with pytest.raises(Invalid) as refusal:
        answering.answer(
            survey=survey, given=given, place=None, key=uuid4(), line_of_network="192.0.2.1", now=world.now
        )
    assert refusal.value.code == "answer-required"


@now_is
def test_the_blank_has_every_question_and_where_to_answer_on_a_phone(client: Client, world: World) -> None:
    survey = made.opened(world)
    world.sign_in(client, "consultant")
    answer = client.get(reverse("office:surveys:blank", args=[survey.code]))
    assert answer.headers["Content-Type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in paper)
    for one in survey.questions.all():
        assert one.words in words
    assert f"/survey/{survey.code}/" in words
    assert "Інше (напишіть):" in words
    actions.close_survey(survey=survey, duty=made.director(world), now=world.now)
