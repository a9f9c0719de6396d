"""Results: counted rightly, small numbers said so, words only after somebody read them, one run beside another, files."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oseredok.base.core.sampling import wilson
from oseredok.spine.surveys import actions, drawing, exports, queries, results
from oseredok.spine.surveys.arithmetic import Numbers, Share, Skill
from oseredok.spine.surveys.models import FreeText, Survey
from tests.surveys import questionnaires as made
from tests.world import NOW, World

database = pytest.mark.django_db
now_is = time_machine.travel(NOW, tick=False)
MARKS = st.integers(1, 10)
# Whichever of them comes first waits while Hypothesis reads the constants of our sources: seconds on a busy machine.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- Arithmetic ---------------------------------------------------------------------------------------
@unhurried
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=60))
def test_numbers_say_the_same_as_a_count_by_hand(said: list[int]) -> None:
    numbers = Numbers({value: said.count(value) for value in set(said)})
    ordered = sorted(said)
    half = len(said) // 2
    middle = Decimal(ordered[half]) if len(said) % 2 else (Decimal(ordered[half - 1]) + ordered[half]) / 2
    assert (numbers.n, numbers.least, numbers.most, numbers.middle) == (len(said), min(said), max(said), middle)
    assert numbers.mean is not None
    assert abs(numbers.mean - Decimal(sum(said)) / len(said)) <= Decimal("0.005")


@unhurried
@given(st.lists(st.tuples(MARKS, MARKS), min_size=1, max_size=60))
def test_the_change_of_a_skill_is_the_mean_of_the_differences(pairs: list[tuple[int, int]]) -> None:
    skill = Skill({pair: pairs.count(pair) for pair in set(pairs)})
    assert skill.n == len(pairs)
    assert skill.grew.count + skill.stayed.count + skill.fell.count == len(pairs)
    assert skill.change is not None
    exact = Decimal(sum(after - before for before, after in pairs)) / len(pairs)
    assert abs(skill.change - exact) <= Decimal("0.005")
    swapped = Skill({(after, before): people for (before, after), people in skill.pairs.items()})
    assert swapped.change == -skill.change
    assert skill.before.n == skill.after.n == len(pairs)


@unhurried
@given(st.integers(1, 500).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_lies_in_its_range_and_more_people_make_it_narrower(counts: tuple[int, int]) -> None:
    part, whole = counts
    share = Share(part, whole)
    assert share.percent is not None
    assert share.interval is not None
    low, high = share.interval
    assert 0 <= low <= share.percent <= high <= 100
    more = wilson(part * 10, whole * 10)
    assert more[1] - more[0] <= high - low


@unhurried
@given(
    st.dictionaries(st.one_of(st.none(), st.integers(1, 6)), st.integers(1, 60), min_size=1),
    st.integers(2, 10),
)
def test_no_library_of_few_answers_can_be_reckoned(counts: dict[int | None, int], least: int) -> None:
    shown = results.shown_apart(counts, least=least)
    assert all(counts[place] >= least for place in shown)
    rest = sum(counts.values()) - sum(counts[place] for place in shown)
    assert rest == 0 or rest >= least or not shown


# --- Counted from answers -----------------------------------------------------------------------------
def by_kind(survey: Survey, **narrowed: Any) -> dict[str, results.Result]:
    return {one.kind: one for one in results.results(survey, **narrowed).results}


@database
def test_what_is_counted_is_what_was_answered(world: World) -> None:
    survey, marks = made.opened(world), [1, 1, 3, 4, 5, 5, 5]
    for place, mark in enumerate(marks):
        made.answered(survey, world, mark=mark, network=f"198.51.100.{place}")
    found = by_kind(survey)["scale"]
    assert [one.share.count for one in found.chosen] == [marks.count(mark) for mark in range(1, 6)]
    assert (found.n, found.good.count, found.numbers.mean) == (7, 4, Decimal("3.43"))


@database
def test_a_library_of_few_answers_is_not_shown_apart(world: World) -> None:
    survey = made.opened(world)
    for place, many in ((world.central, 7), (world.branch, 6), (world.second_branch, 2)):
        for number in range(many):
            made.answered(survey, world, place=place, network=f"198.51.100.{place.pk}.{number}")
    found = {one.place and one.place.code: (one.n, one.results is not None) for one in results.by_place(survey)}
    assert found == {"central": (7, True), "zarichchia": (6, False), "vysoke": (2, False)}, (
        "the second smallest is hidden too: all less it would tell of the smallest"
    )


@database
def test_two_runs_are_compared_by_the_same_questions(world: World) -> None:
    survey = made.opened(world)
    for number in range(30):
        made.answered(survey, world, mark=2, network=f"198.51.100.{number}")
    again = actions.copy_survey(survey=survey, again=True, duty=made.director(world), now=world.now)
    again = made.let_in(again, world)
    for number in range(30):
        made.answered(again, world, mark=5 if number else 2, skill=(4, 5), network=f"203.0.113.{number}")
    compared = {one.question.kind: one for one in results.compare(results.results(again), results.results(survey))}
    good = compared["scale"].pairs[0]
    assert (good.then, good.now, good.points, good.is_sure) == (Decimal(0), Decimal("96.7"), Decimal("96.7"), True)
    change = compared["skill"].pairs[0]
    assert (change.then, change.now) == (Decimal(4), Decimal(1))
    assert not compared["choice"].pairs[0].is_sure, "the same share is no difference"
    assert "text" not in compared


@database
@now_is
def test_words_stand_in_results_only_after_somebody_read_them(client: Client, world: World) -> None:
    survey = made.opened(world)
    made.answered(survey, world, text="Світліше в коридорі")
    made.answered(survey, world, text="Зоя Лимар, 067 123 45 67")
    world.sign_in(client, "director")
    page = reverse("office:surveys:results", args=[survey.code])
    csv_file = reverse("office:surveys:file", args=[survey.code, "csv"])
    for address in (page, csv_file):
        told = client.get(address).content.decode()
        assert "коридорі" not in told
        assert "Лимар" not in told
    good, bad = FreeText.objects.order_by("pk")
    for text, verdict in ((good, "shown"), (bad, "hidden")):
        client.post(reverse("office:surveys:decide", args=[survey.code, text.pk]), {"do": verdict})
    for address in (page, csv_file):
        told = client.get(address).content.decode()
        assert "Світліше в коридорі" in told
        assert "Лимар" not in told
    assert (
        client.post(reverse("office:surveys:decide", args=[survey.code, good.pk]), {"do": "magic"}).status_code == 302
    )
    good.refresh_from_db()
    assert good.state == "shown"
    assert good.decided_by == world.director


@database
def test_the_menu_counts_the_words_that_one_may_decide_on(world: World) -> None:
    for places in ([], [world.central], [world.branch], [world.central, world.branch]):
        made.answered(made.opened(world, places=places), world, text="Лавки")
    assert queries.waiting_texts(made.director(world)) == 4
    assert queries.waiting_texts(made.head(world)) == 1
    assert queries.waiting_texts(made.consultant(world)) == 0


@database
@now_is
def test_few_answers_are_said_to_be_few(client: Client, world: World) -> None:
    survey = made.opened(world)
    world.sign_in(client, "director")
    page = reverse("office:surveys:results", args=[survey.code])
    assert "Відповідей ще немає" in client.get(page).content.decode()
    made.answered(survey, world)
    told = client.get(page).content.decode()
    assert "Відповіло мало людей" in told
    assert "Уміння зросло в середньому на 4" in told.replace("\u00a0", " ")
    assert "відповіла 1" in told


@database
@now_is
def test_files_hold_a_row_for_each_form_and_the_same_numbers(client: Client, world: World) -> None:
    survey = made.opened(world, title="=HYPERLINK(1)")
    made.answered(survey, world, mark=5, place=world.central)
    made.answered(survey, world, mark=2, text="=1+1", place=world.branch)
    text = FreeText.objects.get()
    text.state = "shown"
    text.save()
    made.typed_in(survey, world, mark=4)
    world.sign_in(client, "director")

    def file(kind: str) -> bytes:
        answer = client.get(reverse("office:surveys:file", args=[survey.code, kind]))
        assert answer.status_code == 200
        return bytes(answer.content)

    rows = list(csv.reader(io.StringIO(file("csv").decode("utf-8-sig")), delimiter=";"))
    header, *forms = rows
    scale = next(place for place, title in enumerate(header) if "Як вам зала?" in title)
    assert [row[scale] for row in forms] == ["5", "2", "4"]
    assert forms[1][-1] == "'=1+1"
    assert [row[2:4] for row in forms] == [["", "на сайті"], ["", "на сайті"], ["", "на папері"]], (
        "where so few answered, a library would tell of a person"
    )
    book = openpyxl.load_workbook(io.BytesIO(file("xlsx")))
    assert len(book.worksheets) == 3
    assert [cell.value for cell in list(book.worksheets[0].columns)[scale]][-3:] == [5, 2, 4]
    paper = pypdfium2.PdfDocument(io.BytesIO(file("pdf")))
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in paper)
    assert "Анкет: 3, з них паперових 1." in words
    assert "66,7" in words or "67" in words
    assert client.get(reverse("office:surveys:file", args=[survey.code, "exe"])).status_code == 404


@database
@now_is
def test_a_library_and_another_run_are_chosen_by_the_address(client: Client, world: World) -> None:
    survey = made.opened(world)
    for number in range(6):
        made.answered(survey, world, place=world.central, network=f"198.51.100.{number}")
        made.answered(survey, world, place=world.branch, mark=1, network=f"203.0.113.{number}")
    assert {row[2] for row in exports.rows(survey, queries.questions(survey))} == {"Центральна", "Філія «Заріччя»"}
    world.sign_in(client, "director")
    page = reverse("office:surveys:results", args=[survey.code])
    for place, sentence in (("", "50 % оцінили"), ("central", "100 % оцінили"), ("zarichchia", "0 % оцінили")):
        told = client.get(page, {"place": place}).content.decode().replace("\u00a0", " ")
        assert f">{sentence} на 4 або 5<" in told
    for odd in ("nowhere", "1'--", "я" * 300):
        assert client.get(page, {"place": odd, "with": odd}).status_code == 200


def test_how_many_answered_is_said_in_right_ukrainian() -> None:
    said = {n: drawing.people(n).replace("\u00a0", " ") for n in (1, 3, 5, 11, 12, 21, 62)}
    assert said == {
        1: "відповіла 1 людина", 3: "відповіли 3 людини", 5: "відповіло 5 людей", 11: "відповіло 11 людей",
        12: "відповіло 12 людей", 21: "відповіла 21 людина", 62: "відповіли 62 людини",
    }  # fmt: skip
