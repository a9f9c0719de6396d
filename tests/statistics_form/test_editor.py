"""The form itself changed by people: copies, lines, formulas, columns, relations; lines from a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from oseredok.base.audit.models import Entry
from oseredok.base.core.errors import Conflict, Invalid, NotAllowed
from oseredok.management.reports.statistics_form import editing, lines_table, queries
from oseredok.management.reports.statistics_form.loading import Form, load
from oseredok.management.reports.statistics_form.models import Column, Line
from tests.documents.papers import duty as duty_of
from tests.statistics_form.forms import (
    YEAR,
    a_line,
    a_report,
    a_section,
    a_version,
    an_empty_version,
    carried,
    line_details,
    send,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def anatomy(form: Form) -> list[tuple[Any, ...]]:
    return [
        (part.section.number, part.section.title, row.line.number, row.line.label, row.line.level, spot.key, spot.unit,
         spot.nature, row.line.digits, spot.cell.formula, spot.cell.closed, row.line.confirmed)
        for part in form.parts for row in part.rows for spot in row.spots
    ]  # fmt: skip


def test_a_used_version_is_not_changed_and_its_copy_is(world: World) -> None:
    version = a_version(world)
    director = duty_of(world, "director")
    line = Line.objects.get(section__version=version, code="seats")
    with pytest.raises(Conflict):
        editing.delete_line(line=line, duty=director)
    copy = editing.copy_version(version=version, name="Копія", duty=director, now=world.now)
    assert anatomy(load(copy)) == anatomy(load(version))
    editing.delete_line(line=Line.objects.get(section__version=copy, code="seats"), duty=director)
    assert "seats" in load(version).by_key


def test_the_one_that_came_into_force_last_is_offered(world: World) -> None:
    first, second = a_version(world, name="Перша"), a_version(world, name="Друга")
    assert queries.version_for(YEAR) == second
    editing.retire(version=second, duty=duty_of(world, "methodist"))
    assert queries.version_for(YEAR) == first


def test_a_version_with_a_formula_that_cannot_be_counted_does_not_come_into_force(world: World) -> None:
    version, director = a_version(world, in_force=False), duty_of(world, "director")
    editing.delete_line(line=Line.objects.get(section__version=version, code="seats"), duty=director)
    with pytest.raises(Conflict, match="Рядка «seats»"):
        editing.put_in_force(version=version, duty=director, now=world.now)


def test_a_line_takes_no_taken_code_and_no_wrong_formula(world: World) -> None:
    version, director = a_version(world, in_force=False), duty_of(world, "director")
    section = version.sections.get(number="I")
    column = section.columns.get()
    for details, formula, field in (
        (line_details("seats", "Ще місця"), "", "code"),
        (line_details("Місця 2", "Ще місця"), "", "code"),
        (line_details("more", "Ще", unit="прим."), "visits.total", f"formula_{column.pk}"),
    ):
        with pytest.raises(Invalid) as refusal:
            editing.save_line(
                section=section,
                line=None,
                details=details,
                formulas={column.pk: formula},
                closed=frozenset(),
                duty=director,
            )
        assert refusal.value.field == field
    assert section.lines.count() == 3
    made = a_line(section, director, "", "Об’єм сховища")
    assert made.code == "obiem-skhovyshcha"


def test_a_column_comes_with_a_cell_in_each_line_and_the_last_one_stays(world: World) -> None:
    version, director = a_version(world, in_force=False), duty_of(world, "director")
    section = version.sections.get(number="II")
    details: Any = {"code": "lost", "label": "загублено", "unit": "", "nature": "", "order": 3}
    editing.save_column(section=section, column=None, details=details, duty=director)
    assert "books:lost" in load(version).by_key
    only = a_section(version, director, "III", "Одна графа").columns.get()
    with pytest.raises(Conflict):
        editing.delete_column(column=Column.objects.get(pk=only.pk), duty=director)


@pytest.mark.parametrize("who", ["head", "consultant", "branch_librarian"])
def test_who_does_not_lead_the_whole_system_does_not_change_the_form(client: Client, world: World, who: str) -> None:
    version = a_version(world, in_force=False)
    with pytest.raises(NotAllowed):
        editing.put_in_force(version=version, duty=duty_of(world, who), now=world.now)
    world.sign_in(client, who)
    assert client.post(f"/office/six-nk/forms/{version.pk}/do/delete/").status_code == 403
    page = client.get(f"/office/six-nk/forms/{version.pk}/").content.decode()
    assert "Додати рядок" not in page


def test_an_administrator_keeps_the_form_but_does_not_confirm_it(world: World) -> None:
    version = a_version(world)
    with pytest.raises(NotAllowed):
        editing.confirm_mapping(version=version, duty=duty_of(world, "administrator"), now=world.now)
    confirmed = editing.confirm_mapping(version=version, duty=duty_of(world, "methodist"), now=world.now)
    assert confirmed.confirmed_by == world.accounts["methodist"]


def test_a_line_is_added_corrected_and_deleted_on_pages_and_the_log_tells_it(client: Client, world: World) -> None:
    version = a_version(world, in_force=False)
    section = version.sections.get(number="I")
    column = section.columns.get()
    world.sign_in(client, "methodist")
    told = {"label": "Довідок", "unit": "шт", "nature": "flow", "digits": "0", "level": "0", "order": "9"}
    page = f"/office/six-nk/sections/{section.pk}/line/"
    refused = client.post(page, {**told, f"formula_{column.pk}": "ref.nothing"})
    assert refused.status_code == 422
    assert "Показника «ref.nothing» немає." in refused.content.decode()
    client.post(page, {**told, "code": "refs", f"formula_{column.pk}": "ref.total"})
    line = Line.objects.get(section=section, code="refs")
    assert load(version).by_key["refs"].cell.formula == "ref.total"
    client.post(f"/office/six-nk/lines/{line.pk}/", {**told, "code": "refs", "label": "Довідок усього"})
    client.post(f"/office/six-nk/lines/{line.pk}/", {"do": "delete"})
    assert not Line.objects.filter(pk=line.pk).exists()
    logged = Entry.objects.filter(object_pk=str(line.pk), content_type__model="line").count()
    assert logged == 3


# --- Lines from a workbook ------------------------------------------------------------------------------


def workbook(*rows: dict[str, Any], merge: str = "") -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    titles = lines_table.titles()
    page.append(list(titles.values()))
    for row in rows:
        page.append([row.get(name) for name in titles])
    if merge:
        page.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_exported_comes_back_the_same(client: Client, world: World) -> None:
    version, empty = a_version(world), an_empty_version(world)
    world.sign_in(client, "director")
    content = client.get(f"/office/six-nk/forms/{version.pk}/lines.xlsx").content
    answer = send(client, empty, content)
    assert "Не візьмемо: 0." in answer.content.decode()
    assert not empty.sections.exists()  # a dry run changes nothing
    carried(client, empty, answer)
    assert anatomy(load(empty)) == anatomy(load(version))


def test_the_template_is_taken_as_it_is(client: Client, world: World) -> None:
    empty = an_empty_version(world)
    world.sign_in(client, "director")
    carried(client, empty, send(client, empty, client.get("/office/six-nk/forms/template.xlsx").content))
    line = Line.objects.get(section__version=empty)
    assert (line.number, line.code, line.nature, line.confirmed) == ("1", "room_total", "stock", True)


def test_each_row_tells_what_is_wrong_with_it_and_the_good_ones_are_taken(client: Client, world: World) -> None:
    empty = an_empty_version(world)
    good = {"section_number": "IV", "section_title": "Користувачі", "number": "4", "label": "Фізичних осіб"}
    wrong = [
        ({"label": ""}, "Порожньо: Рядок, назва."),
        ({"formula": "=SUM(A1:A9)"}, "Це формула Excel."),
        ({"formula": "users.nobody", "code": "x1"}, "Показника «users.nobody» немає."),
        ({"digits": "9"}, "ціле число від 0 до 3"),
        ({"nature": "колись"}, "напишіть «за рік»"),
        ({"label": "я" * 301}, "задовго"),
        ({"code": "Код!"}, "Код пишуть латинкою"),
    ]
    world.sign_in(client, "director")
    answer = send(client, empty, workbook(good, *({**good, **change} for change, _sentence in wrong)))
    page = answer.content.decode()
    for _change, sentence in wrong:
        assert sentence in page
    assert "Перенесемо рядків: 1. Не візьмемо: 7." in page
    carried(client, empty, answer)
    assert [(line.code, line.number) for line in Line.objects.filter(section__version=empty)] == [("iv-4", "4")]


def test_merged_cells_are_told_as_empty_and_do_not_break_the_file(client: Client, world: World) -> None:
    empty = an_empty_version(world)
    rows = [{"section_title": "Фонд", "label": "Надійшло"}, {"label": "Вибуло"}]
    world.sign_in(client, "director")
    page = send(client, empty, workbook(*rows, merge="B2:B3")).content.decode()
    assert "Перенесемо рядків: 1. Не візьмемо: 1." in page
    assert "Порожньо: Розділ, назва." in page


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Файл порожній"),
        (b"\x00\x01", "не підходить"),
        (b"%PDF-1.7 not a table", "не підходить"),
        (workbook()[:300], "не підходить"),
    ],
)
def test_what_is_no_workbook_is_refused(client: Client, world: World, content: bytes, sentence: str) -> None:
    empty = an_empty_version(world)
    world.sign_in(client, "director")
    answer = send(client, empty, content, "../../lines.xlsx")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_hundred_thousand_rows_and_a_table_without_our_headings_are_refused(client: Client, world: World) -> None:
    empty = an_empty_version(world)
    world.sign_in(client, "director")
    row = "".join(f'<c t="inlineStr" r="{column}{{n}}"><is><t>x</t></is></c>' for column in "BE")
    sheet = workbook({"section_title": "Фонд", "label": "Надійшло"})
    assert "понад 2000 рядків" in send(client, empty, _stretched(sheet, row, 100_000)).content.decode()
    plain = Workbook()
    plain.worksheets[0].append(["Прізвище", "Ім’я"])
    out = io.BytesIO()
    plain.save(out)
    assert "Не знайшли заголовків" in send(client, empty, out.getvalue()).content.decode()


def _stretched(content: bytes, row: str, times: int) -> bytes:
    """The same workbook with so many rows more, written straight into its XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                more = "".join(f'<row r="{n}">{row.format(n=n)}</row>' for n in range(3, times + 3))
                text = text.replace(b"</sheetData>", more.encode() + b"</sheetData>")
            new.writestr(part, text)
    return out.getvalue()


def test_rows_of_another_version_and_forged_ones_are_refused(client: Client, world: World) -> None:
    first, second = an_empty_version(world), an_empty_version(world)
    world.sign_in(client, "director")
    answer = send(client, first, workbook({"section_title": "Фонд", "label": "Надійшло"}))
    rows = re.search(r'name="rows" value="([^"]+)"', answer.content.decode())
    assert rows is not None
    assert client.post(f"/office/six-nk/forms/{second.pk}/import/", {"rows": rows[1]}).status_code == 404
    client.post(f"/office/six-nk/forms/{first.pk}/import/", {"rows": rows[1] + "x"})
    assert not Line.objects.filter(section__version__in=(first, second)).exists()


def test_lines_are_not_brought_into_a_version_that_is_used(client: Client, world: World) -> None:
    version = a_version(world)
    a_report(world, place=world.central)
    world.sign_in(client, "director")
    answer = send(client, version, workbook({"section_title": "Фонд", "label": "Надійшло"}))
    assert answer.status_code == 422
    assert "не змінюється" in answer.content.decode()
