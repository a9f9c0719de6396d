"""People answer on the site: without an account, all at once or one by one; twice sent counts once; a flood is stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.preferences import actions as preferences
from oseredok.spine.surveys import actions, answering, moderation, results
from oseredok.spine.surveys.answer_rules import Given
from oseredok.spine.surveys.models import Answer, FreeText, Response, Survey
from oseredok.spine.surveys.preferences import ANSWERS_AN_HOUR
from tests.surveys import questionnaires as made
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
now_is = time_machine.travel(NOW, tick=False)


def address(survey: Survey) -> str:
    return reverse("front:survey", args=[survey.code])


def filled(survey: Survey, **told: Any) -> dict[str, Any]:
    """What a browser sends of a whole form."""
    name = {one.kind: f"q{one.pk}" for one in survey.questions.all()}
    return {
        "key": str(uuid4()),
        name["choice"]: "2",
        name["several"]: ["1", "3"],
        name["scale"]: "4",
        f"{name['skill']}_before": "3",
        name["skill"]: "8",
        name["number"]: "12",
        name["text"]: "Ставте лавки надворі",
        **{name.get(key.removesuffix("_other"), key) + ("_other" if key.endswith("_other") else ""): value
           for key, value in told.items()},
    }  # fmt: skip


@now_is
def test_a_whole_form_is_kept_without_anybody_s_name(client: Client, world: World) -> None:
    survey = made.opened(world)
    went = client.post(address(survey), filled(survey, place="zarichchia"))
    assert went.status_code == 302
    assert "Прочитаємо всі." in client.get(went.headers["Location"]).content.decode()
    response = Response.objects.get()
    assert (response.via, response.place, response.answered_on.isoformat()) == ("web", world.branch, "2026-10-14")
    said = {(one.question.kind, one.option and one.option.order, one.before, one.number)
            for one in Answer.objects.select_related("question", "option")}  # fmt: skip
    assert said == {
        ("choice", 2, None, None), ("several", 1, None, None), ("several", 3, None, None), ("scale", 4, None, None),
        ("skill", None, 3, 8), ("number", None, None, 12),
    }  # fmt: skip
    assert FreeText.objects.get().state == "waiting"
    assert set(client.cookies) <= {"csrftoken"}, "no cookie tells who it was"


@now_is
def test_a_form_sent_twice_counts_once_and_takes_one_try(client: Client, world: World) -> None:
    survey = made.opened(world)
    form = filled(survey)
    for _time in range(3):
        assert client.post(address(survey), form).status_code == 302
    assert Response.objects.count() == 1


@now_is
def test_a_spoilt_key_loses_no_answer(client: Client, world: World) -> None:
    survey = made.opened(world)
    assert client.post(address(survey), filled(survey, key="../../etc")).status_code == 302
    assert Response.objects.count() == 1


@now_is
@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"scale": "9"}, "Такого варіанта немає."),
        ({"several": ["1", "77"]}, "Такого варіанта немає."),
        ({"choice": "other"}, "Напишіть, що саме, або оберіть інший варіант."),
        ({"skill": ""}, "Оцініть обидва рази: як було до і як стало після."),
        ({"number": "багато"}, "Напишіть число цифрами."),
        ({"number": "101"}, "Напишіть число від 1 до 100."),
        ({"number": "9" * 400}, "Напишіть число"),
        ({"text": "я" * 2001}, "2000"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    told: dict[str, Any], sentence: str, client: Client, world: World
) -> None:
    survey = made.opened(world)
    page = client.post(address(survey), filled(survey, **told))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Ставте лавки" in page.content.decode() or "text" in told, "what was typed stays"
    assert not Response.objects.exists()


@now_is
def test_an_answer_of_one_s_own_is_kept_as_words(client: Client, world: World) -> None:
    survey = made.opened(world)
    client.post(address(survey), filled(survey, choice="other", choice_other="Зарядити  телефон", text=""))
    text = FreeText.objects.get()
    assert (text.is_other, text.text) == (True, "Зарядити телефон")
    found = {one.kind: one for one in results.results(survey).results}["choice"]
    assert (found.n, found.chosen[-1].share.count) == (1, 1)


@now_is
def test_an_empty_form_is_not_an_answer(client: Client, world: World) -> None:
    survey = made.opened(world)
    page = client.post(address(survey), {"key": str(uuid4())})
    assert page.status_code == 422
    assert "Дайте відповідь хоч на одне запитання." in page.content.decode()


@now_is
def test_one_by_one_carries_the_answers_to_the_last_page(client: Client, world: World) -> None:
    survey = made.opened(world, layout="by_one")
    whole = filled(survey, place="central")
    order = [f"q{one.pk}" for one in survey.questions.order_by("order")]
    sent: dict[str, Any] = {"key": whole["key"], "place": "central"}
    for step, name in enumerate(order, 1):
        sent |= {part: value for part, value in whole.items() if part.startswith(name)}
        page = client.post(address(survey), {**sent, "step": str(step)})
        if step < len(order):
            assert page.status_code == 200
            assert f"{step + 1} з {len(order)}" in page.content.decode()
            assert f'value="{whole["key"]}"' in page.content.decode()
    assert page.status_code == 302
    assert Response.objects.get().place == world.central
    assert Answer.objects.count() == 6


@now_is
def test_one_by_one_stops_at_what_is_wrong_and_goes_back_without_judging(client: Client, world: World) -> None:
    survey = made.opened(world, layout="by_one")
    number = made.question(survey, "number")
    sent = {"key": str(uuid4()), f"q{number.pk}": "сто"}
    page = client.post(address(survey), {**sent, "step": "5"})
    assert page.status_code == 422
    assert "5 з 6" in page.content.decode()
    page = client.post(address(survey), {**sent, "step": "5", "back": "1"})
    assert page.status_code == 200
    assert "4 з 6" in page.content.decode()
    page = client.post(address(survey), {**sent, "step": "6"})
    assert "5 з 6" in page.content.decode(), "the page of the mistake opens"
    for odd in ("0", "-1", "999999", "x", "²"):
        assert client.post(address(survey), {"key": sent["key"], "step": odd}).status_code in (200, 422)


def test_a_flood_from_one_network_is_stopped_and_another_network_answers(world: World) -> None:
    preferences.set_value(declared=ANSWERS_AN_HOUR, text="3", by="Ольга", now=world.now)
    survey = made.opened(world)
    for _time in range(3):
        made.answered(survey, world)
    with pytest.raises(Conflict) as refusal:
        made.answered(survey, world)
    assert refusal.value.code == "too_often"
    made.answered(survey, world, network="192.0.2.2")
    assert Response.objects.count() == 4


def test_a_slip_of_the_hand_takes_no_try(world: World) -> None:
    preferences.set_value(declared=ANSWERS_AN_HOUR, text="1", by="Ольга", now=world.now)
    survey = made.opened(world)
    for _time in range(3):
        with pytest.raises(Invalid):
            made.answered(survey, world, mark=9)
    assert made.answered(survey, world)


@now_is
def test_a_script_is_thanked_and_nothing_is_kept(client: Client, world: World) -> None:
    survey = made.opened(world)
    assert client.post(address(survey), filled(survey, website="https://spam.example")).status_code == 302
    assert not Response.objects.exists()


def test_a_key_of_another_survey_is_refused(world: World) -> None:
    first, second = made.opened(world), made.opened(world)
    key: UUID = made.answered(first, world).key
    with pytest.raises(Conflict) as refusal:
        answering.answer(
            survey=second,
            given=made.given(second, scale=Given(options=(1,))),
            place=None,
            key=key,
            line_of_network="192.0.2.1",
            now=world.now,
        )
    assert refusal.value.code == "key-reused"


def test_a_library_where_it_is_not_held_is_refused(world: World) -> None:
    survey = made.opened(world, places=[world.central])
    with pytest.raises(Invalid) as refusal:
        made.answered(survey, world, place=world.branch)
    assert refusal.value.code == "place-other"


@now_is
def test_a_closed_survey_says_so_and_leads_to_the_new_one(client: Client, world: World) -> None:
    survey = made.opened(world)
    listed = reverse("front:surveys")
    assert survey.title in client.get(listed).content.decode()
    actions.close_survey(survey=survey, duty=made.director(world), now=world.now)
    page = client.post(address(survey), filled(survey))
    assert page.status_code == 200
    assert "Опитування закрите" in page.content.decode()
    assert not Response.objects.exists()
    assert survey.title not in client.get(listed).content.decode()
    again = actions.copy_survey(survey=survey, again=True, duty=made.director(world), now=world.now)
    made.let_in(again, world)
    assert address(again) in client.get(address(survey)).content.decode()
    assert client.get(reverse("front:survey", args=["zzzzzz"])).status_code == 404


@now_is
def test_one_that_is_not_listed_opens_by_its_address_only(client: Client, world: World) -> None:
    survey = made.opened(world, is_listed=False, title="Лише для гуртка")
    assert "Лише для гуртка" not in client.get(reverse("front:surveys")).content.decode()
    page = client.get(address(survey)).content.decode()
    assert "Лише для гуртка" in page
    assert "noindex" in page


@now_is
def test_the_english_page_asks_the_same(client: Client, world: World) -> None:
    survey = made.opened(world)
    page = client.get(f"/en{address(survey)}").content.decode()
    assert "Send the answers" in page
    assert "Як вам зала?" in page


def test_words_are_erased_when_their_term_is_over_and_the_counts_stay(world: World) -> None:
    survey = made.opened(world)
    made.answered(survey, world, text="Мене звати Зоя")
    actions.close_survey(survey=survey, duty=made.director(world), now=world.now)
    before = results.results(survey)
    assert moderation.forget_texts(now=world.now + timedelta(days=360)) == 0
    assert moderation.forget_texts(now=world.now + timedelta(days=370)) == 1
    text = FreeText.objects.get()
    assert (text.text, text.state) == ("", "forgotten")
    assert [one.n for one in results.results(survey).results] == [one.n for one in before.results]
    with pytest.raises(Conflict):
        moderation.decide(text=text, state="shown", duty=made.director(world), now=world.now)


@pytest.mark.usefixtures("searchable")
@now_is
def test_an_open_survey_stands_on_the_first_page_and_in_search(client: Client, world: World) -> None:
    home = reverse("front:home")
    assert "Скажіть, що нам змінити" not in client.get(home).content.decode()
    survey = made.opened(world)
    assert address(survey) in client.get(home).content.decode()
    assert reverse("front:surveys") in client.get(reverse("front:search"), {"q": "анкета"}).content.decode()
