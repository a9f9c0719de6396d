"""Skills before and after are counted from surveys: the mean change, and who manages well; of few answers nothing."""

from __future__ import annotations

import re
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators import queries
from oseredok.management.indicators.catalogue import indicator
from oseredok.spine.surveys import answering
from oseredok.spine.surveys.answer_rules import Given
from oseredok.spine.surveys.models import Response, Survey
from tests.feedback.said import OCTOBER
from tests.surveys import questionnaires as made
from tests.world import DAY, World

pytestmark = pytest.mark.django_db
CODES = ("skills.change", "skills.confident_before", "skills.confident_after")
SKILLS = [indicator(code) for code in CODES]
PAIRS = [(2, 8), (3, 7), (7, 9), (5, 5), (6, 4)]  # together they came 10 marks further


def say(
    world: World, survey: Survey, pairs: list[tuple[int, int]], place: Library | None = None, network: str = "192.0.2.1"
) -> None:
    for pair in pairs:
        made.answered(survey, world, skill=pair, place=place, network=network)


def numbers(period: Period = OCTOBER, places: list[Library] | None = None) -> list[Decimal | int | None]:
    found = queries.values(SKILLS, period=period, places=places)
    return [found[code].number for code in CODES]


def test_the_change_is_the_mean_of_differences_and_seven_is_well(world: World) -> None:
    say(world, made.opened(world), PAIRS, place=world.central)
    assert numbers() == [Decimal("2.00"), Decimal("20.0"), Decimal("60.0")]
    share = queries.values(SKILLS, period=OCTOBER)["skills.confident_after"]
    assert (share.n, share.is_of_few) == (5, True)


def test_libraries_and_months_are_apart_and_what_was_taken_back_does_not_count(world: World) -> None:
    survey = made.opened(world)
    say(world, survey, PAIRS, place=world.central)
    say(world, survey, [(1, 2)] * 5, place=world.branch, network="192.0.2.2")
    slip = on_paper(world, survey, (1, 10))
    assert numbers(places=[world.central])[0] == Decimal("3.17")  # 19 of six
    answering.undo_slip(response=slip, duty=made.consultant(world), now=world.now)
    assert numbers(places=[world.central])[0] == 2
    assert numbers(places=[world.branch])[0] == 1
    assert numbers()[0] == Decimal("1.50")
    months = queries.monthly("skills.change", period=Period.quarter(2026, 4))
    assert [value.number for _month, value in months] == [Decimal("1.50"), None, None]


def on_paper(world: World, survey: Survey, pair: tuple[int, int]) -> Response:
    duty = made.consultant(world)
    batch = answering.start_batch(
        survey=survey, place=world.central, collected_on=DAY, key=uuid4(), duty=duty, now=world.now
    )
    given = made.given(survey, skill=Given(before=pair[0], number=pair[1]))
    return answering.type_in(batch=batch, given=given, key=uuid4(), duty=duty, now=world.now)


def test_of_few_answers_nothing_is_told(world: World) -> None:
    survey = made.opened(world)
    say(world, survey, PAIRS[:4], place=world.central)
    assert numbers() == [None] * 3
    say(world, survey, PAIRS[4:], place=world.branch)
    assert numbers()[0] == 2  # of all five together
    assert numbers(places=[world.central]) == [None] * 3


def test_before_the_first_answer_its_page_says_where_it_will_come_from(client: Client, world: World) -> None:
    assert set(CODES) <= queries.never_kept(SKILLS)
    world.sign_in(client, "director")
    page = client.get(reverse("office:indicator", args=["skills.change"])).content.decode()
    assert "З’явиться з першою відповіддю на запитання «уміння до і після»" in page
    say(world, made.opened(world), PAIRS)
    assert not queries.never_kept(SKILLS)


def test_its_number_opens_the_surveys(client: Client, world: World) -> None:
    say(world, made.opened(world), PAIRS, place=world.central)
    world.sign_in(client, "director")
    surveys = reverse("office:surveys:list")
    page = client.get(f"{reverse('office:indicator', args=['skills.change'])}?period=2026-10").content.decode()
    assert re.search(rf'<a[^>]*href="{surveys}"[^>]*>\s*2', page[page.index("<main") :])
    opened = client.get(f"{reverse('office:entries')}?indicator=skills.change&from=2026-10-01&to=2026-10-31")
    assert opened.headers["Location"] == surveys
    assert client.get(surveys).status_code == 200
