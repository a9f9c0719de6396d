"""Control relations out to a workbook and in again: tried dry row by row, corrected in their places, never doubled."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from oseredok.base.core.text import tidy
from oseredok.management.reports.statistics_form import relations_table, structure_file
from oseredok.management.reports.statistics_form.expressions import Both, Expression, Plain, Ref
from oseredok.management.reports.statistics_form.loading import load
from oseredok.management.reports.statistics_form.models import Control, FormVersion
from tests.documents.papers import duty as duty_of
from tests.statistics_form.forms import a_version, an_empty_version, carried, send
from tests.world import World

pytestmark = pytest.mark.django_db
GOOD = {
    "left": "[books:start] + [books:added]",
    "relation": "≥",
    "right": "[books:end]",
    "words": "На кінець не більше, ніж було й надійшло",
    "confirmed": "так",
    "source": "наказ, примітка 4",
}


def relations(version: FormVersion) -> list[tuple[Any, ...]]:
    rows = Control.objects.filter(version=version)
    return [(one.left, one.relation, one.right, one.words, one.confirmed, one.source) for one in rows]


def file_of(*rows: dict[str, Any]) -> bytes:
    """A workbook with one sheet of relations, without a table of lines."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["Співвідношення з наказу"])
    page.append(list(relations_table.titles().values()))
    for row in rows:
        page.append([row.get(name) for name in relations_table.FIELDS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_relations_that_are_exported_come_back_with_their_lines(client: Client, world: World) -> None:
    version, empty = a_version(world), an_empty_version(world)
    world.sign_in(client, "director")
    answer = send(client, empty, client.get(f"/office/six-nk/forms/{version.pk}/lines.xlsx").content)
    assert "Не візьмемо: 0." in answer.content.decode()
    assert relations(empty) == []  # a dry run changes nothing
    carried(client, empty, answer)
    assert relations(empty) == relations(version)
    assert len(relations(empty)) == 3


def test_a_file_brought_in_twice_adds_nothing(client: Client, world: World) -> None:
    version = a_version(world, in_force=False)
    before = relations(version)
    world.sign_in(client, "director")
    content = client.get(f"/office/six-nk/forms/{version.pk}/lines.xlsx").content
    for _time in range(2):
        carried(client, version, send(client, version, content))
    assert relations(version) == before


def test_a_relation_with_the_same_words_or_the_same_sides_is_corrected_in_its_place(
    client: Client, world: World
) -> None:
    version = a_version(world, in_force=False)
    first, second, third = Control.objects.filter(version=version)
    world.sign_in(client, "director")
    other_sides = {**GOOD, "words": first.words.upper(), "relation": "не більше"}
    other_words = {"left": third.left, "relation": "<=", "right": third.right, "words": "Місць менше за відвідування"}
    answer = send(client, version, file_of(other_sides, other_words, GOOD))
    page = answer.content.decode()
    assert page.count("співвідношення буде оновлено") == 2
    assert page.count("нове співвідношення") == 1
    carried(client, version, answer)
    rows = {one.pk: one for one in Control.objects.filter(version=version)}
    assert len(rows) == 4
    assert (rows[first.pk].relation, rows[first.pk].right) == ("le", "[books:end]")
    assert rows[second.pk].words == second.words
    assert rows[third.pk].words == "Місць менше за відвідування"
    assert list(rows.values())[-1].words == GOOD["words"]  # a new one stands last


def test_each_relation_tells_what_is_wrong_with_it_and_the_good_ones_are_taken(client: Client, world: World) -> None:
    version = a_version(world, in_force=False)
    kept = len(relations(version))
    wrong = [
        ({"left": "[nothing]"}, "Рядка «nothing» у цій формі немає"),
        ({"right": "users.nobody"}, "Показника «users.nobody» немає."),
        ({"left": "=SUM(A1:A9)"}, "Це формула Excel."),
        ({"left": "[books:start] +"}, "Формулу не зрозуміли"),
        ({"relation": "приблизно"}, "«приблизно»: між сторонами пишуть =, ≤ або ≥"),
        ({"words": ""}, "Порожньо: Що перевіряємо."),
        ({"right": ""}, "Порожньо: Права частина."),
        ({"words": "я" * 301}, "Що перевіряємо: задовго"),
        ({"left": "visits.total + loans.total"}, "У формулі змішано одиниці"),
    ]
    world.sign_in(client, "director")
    answer = send(client, version, file_of(GOOD, *({**GOOD, **change} for change, _sentence in wrong)))
    page = answer.content.decode()
    for _change, sentence in wrong:
        assert sentence in page
    assert f"Перенесемо рядків: 1. Не візьмемо: {len(wrong)}." in page
    carried(client, version, answer)
    assert relations(version)[kept:] == [(GOOD["left"], "ge", GOOD["right"], GOOD["words"], True, GOOD["source"])]


def test_a_relation_may_name_a_line_of_the_same_file_but_not_one_that_is_refused(client: Client, world: World) -> None:
    empty = an_empty_version(world)
    book = load_workbook(io.BytesIO(structure_file.export(None, title="Проба")))
    lines, controls = book.worksheets[0], book.worksheets[1]
    for code, formula in (("good", ""), ("bad", "users.nobody"), ("follows", "[bad] + 1")):
        lines.append(["II", "Приміщення", "", code, f"Рядок {code}", "0", "", "", "0", "", "", formula])
    controls.append(["[good]", "=", "[room_total]", "Добре", "", ""])
    controls.append(["[good]", "=", "[follows]", "Погано", "", ""])
    out = io.BytesIO()
    book.save(out)
    world.sign_in(client, "director")
    answer = send(client, empty, out.getvalue())
    page = answer.content.decode()
    assert "Спершу виправте рядок «bad»" in page
    assert "Спершу виправте рядок «follows»" in page
    assert "Перенесемо рядків: 4. Не візьмемо: 3." in page
    carried(client, empty, answer)
    assert [row[3] for row in relations(empty)] == ["Площа не менша за нуль", "Добре"]
    assert set(load(empty).by_key) == {"room_total", "good"}


def test_relations_are_not_brought_by_who_does_not_keep_the_form(client: Client, world: World) -> None:
    version = a_version(world, in_force=False)
    before = relations(version)
    world.sign_in(client, "head")
    assert send(client, version, file_of(GOOD)).status_code == 403
    assert relations(version) == before


# --- Whatever stands in a form comes back ---------------------------------------------------------------

LEAVES = [Ref(f"books:{column}", last_year) for column in ("start", "added", "end") for last_year in (False, True)]
WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).map(tidy)


def expressions_of(leaf: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.recursive(leaf, lambda inner: st.builds(Both, st.sampled_from("+-*/"), inner, inner), max_leaves=5)


SIDES = expressions_of(st.one_of(st.sampled_from(LEAVES), st.decimals(0, 99999, places=2).map(Plain))).map(
    lambda one: _written(one)
)


def _written(one: Expression) -> str:
    if isinstance(one, Both):
        return f"({_written(one.left)} {one.sign} {_written(one.right)})"
    if isinstance(one, Plain):
        return f"{one.number:f}".replace(".", ",")
    assert isinstance(one, Ref)
    return f"[{one.key} торік]" if one.last_year else f"[{one.key}]"


ROWS = st.lists(
    st.tuples(SIDES, st.sampled_from(Control.Relation.values), SIDES, WORDS.filter(bool), st.booleans(), WORDS),
    max_size=6,
)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=ROWS)
def test_whatever_relations_a_form_has_they_come_back_from_its_workbook(
    world: World, tmp_path: Any, rows: list[tuple[Any, ...]]
) -> None:
    FormVersion.objects.filter(name__in=("Проба", "Порожня")).delete()
    version, empty = a_version(world, in_force=False), an_empty_version(world)
    version.controls.all().delete()
    names = ("left", "relation", "right", "words", "confirmed", "source")
    for row in rows:
        Control.objects.create(version=version, **dict(zip(names, row, strict=True)))
    path = tmp_path / "form.xlsx"
    path.write_bytes(structure_file.export(load(version), title="Проба"))
    director = duty_of(world, "director")
    content = structure_file.read_file(path)
    run = structure_file.try_dry(version=empty, content=content, duty=director)
    assert [one.refusal for one in (*run.lines, *run.relations) if one.refusal] == []
    for _time in range(2):
        structure_file.bring(version=empty, content=run.good, duty=director)
        assert relations(empty) == relations(version)
