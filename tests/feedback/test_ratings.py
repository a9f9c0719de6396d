"""A rating is one row without a person: once for a key, never changed in place, added up with its reversals."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from oseredok.base.core.errors import Conflict, DomainError, Invalid
from oseredok.base.core.periods import Period
from oseredok.base.core.sampling import wilson
from oseredok.base.mail.models import Letter
from oseredok.base.preferences.actions import set_value
from oseredok.library.offer import queries as offer
from oseredok.spine.feedback import actions, paper, queries
from oseredok.spine.feedback.models import OutcomeAnswer, Rating, Wave
from oseredok.spine.feedback.preferences import LETTER_TO_HEAD
from tests.feedback.said import OCTOBER, rate, slips
from tests.world import DAY, World, build

SOME = settings(max_examples=15, deadline=None)
scores = st.dictionaries(st.integers(1, 5), st.integers(0, 40), min_size=1)


@pytest.mark.django_db
def test_ratings_add_up_to_a_share_with_its_range(world: World) -> None:
    for score in (5, 5, 4, 3, 1):
        rate(world, score)
    found = queries.scores(period=OCTOBER)
    assert found.counts == (1, 0, 1, 1, 2)
    assert (found.n, found.positive, found.neutral, found.critical) == (5, 3, 1, 1)
    assert found.share == Decimal("60.0")
    assert found.mean == Decimal("3.60")
    assert found.interval == (Decimal("23.1"), Decimal("88.2")), "worked out by hand from Wilson's formula"
    assert found.is_small


def test_of_nothing_there_is_no_share() -> None:
    assert queries.Scores().share is None
    assert queries.Scores().mean is None
    assert queries.Scores().interval is None


@pytest.mark.django_db
def test_one_key_rates_once_whatever_comes_second(world: World) -> None:
    first = actions.rate(place=world.central, score=5, via="letter", key="barrier:12", now=world.now)
    second = actions.rate(place=world.central, score=1, via="letter", key="barrier:12", now=world.now)
    assert first.is_new
    assert not second.is_new
    assert second.rating == first.rating
    assert queries.scores(period=OCTOBER).counts == (0, 0, 0, 0, 1)


@pytest.mark.django_db
def test_a_row_tells_neither_the_key_nor_the_minute(world: World) -> None:
    rating = rate(world, 4, key="barrier:12")
    kept = [str(value) for value in Rating.objects.values_list().get(pk=rating.pk)]
    assert not any("barrier" in value for value in kept)
    assert (rating.recorded_at.minute, rating.recorded_at.second) == (0, 0)
    assert not {field.related_model._meta.label for field in Rating._meta.fields if field.related_model} & {
        "people.Reader",
        "journal.Entry",
        "visits.Visit",
    }


@pytest.mark.django_db
def test_a_mind_is_changed_once_on_the_same_day(world: World) -> None:
    rating = rate(world, 1)
    later = world.now + timedelta(days=1)
    actions.change(rating=rating, score=5, now=later)
    assert queries.scores(period=Period.day(DAY)).counts == (0, 0, 0, 0, 1)
    assert queries.scores(period=Period.day(DAY + timedelta(days=1))).n == 0
    with pytest.raises(Conflict) as refusal:
        actions.change(rating=rating, score=3, now=later)
    assert refusal.value.code == "already-changed"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"score": 6}, "score-unclear"),
        ({"score": 0}, "score-unclear"),
        ({"day": DAY + timedelta(days=1)}, "not-yet"),
        ({"day": DAY - timedelta(days=8)}, "too-late"),
    ],
)
def test_what_cannot_be_is_refused(world: World, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        rate(world, **({"score": 5} | more))
    assert refusal.value.code == code
    assert not Rating.objects.exists()


@pytest.mark.django_db
def test_a_closed_library_is_rated_no_more(world: World) -> None:
    world.branch.closed_on = DAY
    world.branch.save()
    with pytest.raises(Conflict):
        rate(world, 5, place=world.branch)


@pytest.mark.django_db
def test_a_tablet_without_network_brings_the_day_of_yesterday(world: World) -> None:
    rating = rate(world, 5, day=DAY - timedelta(days=1))
    assert rating.local_date == DAY - timedelta(days=1)


@pytest.mark.django_db
def test_scores_by_month_place_day_kind_and_way(world: World) -> None:
    scan = offer.kind("eservice_help")
    rate(world, 5)
    rate(world, 2, place=world.branch, via="desk", kind=scan)
    rate(world, 4, now=world.now - timedelta(days=31))
    year = Period.year(DAY.year)
    assert {month.month: one.n for month, one in queries.scores_by("month", period=year).items()} == {9: 1, 10: 2}  # type: ignore[attr-defined]
    assert queries.scores_by("place", period=year)[world.branch.pk].critical == 1
    assert queries.scores_by("day", period=OCTOBER)[DAY].n == 2
    assert set(queries.scores_by("kind", period=OCTOBER)) == {"", scan.code}
    assert set(queries.scores_by("via", period=OCTOBER, places=[world.branch])) == {"desk"}
    assert queries.scores(period=OCTOBER, kind=scan.code).counts == (0, 1, 0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["feedback_rating", "feedback_outcomeanswer"])
def test_the_database_itself_refuses_to_change_what_was_said(world: World, table: str) -> None:
    rate(world, 2)
    actions.tell_more(place=world.central, via="tile", key="one", outcomes={"knowledge": True}, now=world.now)
    for statement in (f"UPDATE {table} SET quantity = 5", f"DELETE FROM {table}"):  # noqa: S608
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_outcomes_are_yes_out_of_answered_and_the_two_times_are_apart(world: World) -> None:
    told = {"place": world.central, "via": "tile", "now": world.now}
    actions.tell_more(**told, key="a", outcomes={"knowledge": True, "confidence": False})
    actions.tell_more(**told, key="b", outcomes={"knowledge": False})
    actions.tell_more(**told, key="a", outcomes={"knowledge": False})  # sent twice: the first stays
    actions.tell_more(**told, key="c", outcomes={"knowledge": True}, wave=Wave.LATER)
    now = queries.outcomes(period=OCTOBER)
    assert (now.knowledge.yes, now.knowledge.answered, now.knowledge.share) == (1, 2, Decimal("50.0"))
    assert (now.confidence.yes, now.confidence.answered) == (0, 1)
    assert now.awareness.share is None
    later = queries.outcomes(period=OCTOBER, wave=Wave.LATER)
    assert (later.knowledge.yes, later.knowledge.answered) == (1, 1)


@pytest.mark.django_db
def test_a_bad_rating_is_told_to_the_head_once_a_day_without_a_word_of_it(world: World) -> None:
    world.head.email = "holova@example.com"
    world.head.save()
    for score in (1, 2, 5):
        rate(world, score)
    letters = Letter.objects.filter(template="feedback_heard")
    assert [letter.to for letter in letters] == ["holova@example.com"]
    set_value(declared=LETTER_TO_HEAD, text="no", by="Ткаченко", now=world.now)
    rate(world, 1, now=world.now + timedelta(days=1))
    assert letters.count() == 1


@pytest.mark.django_db
def test_later_rows_can_be_told_from_those_that_a_report_was_made_of(world: World) -> None:
    rate(world, 5)
    frozen = queries.last_rating()
    batch = slips(world, {4: 3})
    assert queries.recorded_after(frozen, period=OCTOBER).counts == (0, 0, 0, 3, 0)
    paper.take_back(
        batch=batch, reason="twice", place=world.central, staff=world.consultant, now=world.now + timedelta(hours=1)
    )
    assert queries.recorded_after(frozen, period=OCTOBER).n == 0


class WhateverIsSaid(TestCase):
    """Hypothesis looks for a counterexample."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = build()

    @SOME
    @given(scores=scores, outcomes=st.dictionaries(st.sampled_from(["knowledge", "awareness"]), st.integers(0, 5)))
    def test_a_batch_and_its_reversal_are_nothing(self, scores: dict[int, int], outcomes: dict[str, int]) -> None:
        world = self.world
        told = {(outcome, True): number for outcome, number in outcomes.items()}
        before = queries.scores(period=OCTOBER)
        try:
            batch = slips(world, scores, outcomes=told)
        except DomainError:
            assert queries.scores(period=OCTOBER) == before, "a refused batch leaves nothing"
            assert not OutcomeAnswer.objects.exists()
            return
        found = queries.scores(period=OCTOBER)
        assert found.n == sum(scores.values())
        assert found.positive + found.neutral + found.critical == found.n
        paper.take_back(batch=batch, reason="twice", place=world.central, staff=world.head, now=timezone.now())
        assert queries.scores(period=OCTOBER) == before
        assert queries.scores_by("place", period=OCTOBER) == {}
        assert all(one.answered == 0 for _name, one in queries.outcomes(period=OCTOBER).rows())

    @SOME
    @given(sent=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5)), max_size=12))
    def test_one_key_counts_once_in_any_order(self, sent: list[tuple[str, int]]) -> None:
        world = self.world
        for key, score in sent:
            rate(world, score, key=key)
        firsts = dict(reversed(sent))
        assert queries.scores(period=OCTOBER).n == len(firsts)
        assert queries.scores(period=OCTOBER).positive == sum(score >= 4 for score in firsts.values())


@given(whole=st.integers(1, 5000), data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_range_holds_the_share_and_stays_within_a_hundred(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    low, high = wilson(part, whole)
    assert 0 <= low <= Decimal(100) * part / whole + Decimal("0.05")
    assert Decimal(100) * part / whole - Decimal("0.05") <= high <= 100
