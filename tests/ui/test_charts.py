"""Charts: a drawing that obeys the strict policy, all values in its name, the same data in a table."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from playwright.sync_api import Page

from oseredok.base.ui import charts
from oseredok.base.ui.gallery import sample

EVIL = "<b onclick='x'>\"& "

EMPTY = [
    charts.columns(title="Сьогодні тихо", subtitle="", points=[], measure="Відвідувань"),
    charts.columns(
        title="Ще ніхто", subtitle="", points=[charts.Point("9", 0), charts.Point("10", None)], measure="Відвідувань"
    ),
    charts.line_with_target(title="Ще немає", subtitle="", points=[], target=None, measure="Відвідувань"),
    charts.bars_with_last_year(title="Нуль", subtitle="", bars=[charts.Compared("Довідки", 0, 0)], measure="Послуг"),
    charts.stacked_share(title="Нікого", subtitle="", parts=[charts.Part("до 14", 0)], measure="Людей"),
    charts.heat_map(title="Тихо", subtitle="", across=["9"], down=["вт"], values=[[0]]),
]


def shown(chart: charts.Chart) -> str:
    return Template("{% chart chart %}").render(Context({"chart": chart}))


@pytest.mark.parametrize("name", ["columns", "line", "bars", "ages", "reviews"])
def test_a_drawing_is_well_formed_and_names_all_its_values(name: str) -> None:
    chart = sample("numbers")[name]
    for drawing in (chart.svg, chart.svg_phone):
        root = ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
        assert root.get("role") in ("img", "group")
        spoken = root.get("aria-label") or ""
        assert all(row[0].text in spoken for row in chart.rows)
        assert " style=" not in drawing
        assert "<style" not in drawing
        assert "<script" not in drawing


@pytest.mark.parametrize("name", ["columns", "line", "bars", "ages", "reviews"])
def test_the_table_behind_repeats_the_drawing(name: str) -> None:
    chart = sample("numbers")[name]
    html = shown(chart)
    assert "Ті самі дані таблицею" in html
    assert all(len(row) == len(chart.headers) for row in chart.rows)
    assert html.count("<tr>") == len(chart.rows) + 1


def test_a_number_with_an_address_opens_its_entries_in_both_places() -> None:
    chart = charts.columns(
        title="О 13-й", subtitle="", points=[charts.Point("13", 4, url="/e/?hour=13&x=1")], measure="Відвідувань"
    )
    assert 'href="/e/?hour=13&amp;x=1"' in chart.svg
    assert shown(chart).count("/e/?hour=13&amp;x=1") == 3


def test_words_from_outside_are_escaped() -> None:
    drawn = [
        charts.columns(title=EVIL, subtitle=EVIL, points=[charts.Point(EVIL, 1, url=EVIL, note=EVIL)], measure=EVIL),
        charts.line_with_target(
            title=EVIL, subtitle=EVIL, points=[charts.Point(EVIL, 1, url=EVIL, note=EVIL)], target=2, measure=EVIL
        ),
        charts.bars_with_last_year(title=EVIL, subtitle=EVIL, bars=[charts.Compared(EVIL, 1, 2, EVIL)], measure=EVIL),
        charts.stacked_share(
            title=EVIL, subtitle=EVIL, parts=[charts.Part(EVIL, 1, "", EVIL)], groups=[(EVIL, 0, 1)], measure=EVIL
        ),
        charts.heat_map(title=EVIL, subtitle=EVIL, across=[EVIL], down=[EVIL], values=[[1]], urls=[[EVIL]]),
    ]
    for chart in drawn:
        assert "<b " not in shown(chart)
        for drawing in filter(None, (chart.svg, chart.svg_phone)):
            ElementTree.fromstring(drawing)  # noqa: S314 - our own drawing
    assert "<b " not in charts.sparkline([1, 2], name=EVIL)


@pytest.mark.parametrize("chart", EMPTY, ids=lambda chart: chart.title)
def test_nothing_to_draw_is_not_an_error(chart: charts.Chart) -> None:
    assert chart.title in shown(chart)


def test_a_month_below_the_target_is_hollow() -> None:
    points = [charts.Point("січень", 131), charts.Point("лютий", 172), charts.Point("березень", None)]
    chart = charts.line_with_target(title="Один із двох", subtitle="", points=points, target=150, measure="Відвідувань")
    assert chart.svg.count("c-point--missed") == 1
    assert chart.svg.count("<circle") == 2


def test_shares_are_drawn_from_zero_to_a_hundred() -> None:
    chart = charts.stacked_share(
        title="Порівну", subtitle="", parts=[charts.Part("а", 1), charts.Part("б", 3)], measure="Людей"
    )
    widths = [
        float(width)
        for width in re.findall(
            r'width="([\d.]+)%"[^>]*class="c-part|class="c-part[^"]*"[^>]*width="([\d.]+)%"', chart.svg
        )
        for width in width
        if width
    ]
    assert widths == [25.0, 75.0]
    assert [row[2].text for row in chart.rows] == ["25\u00a0%", "75\u00a0%"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_letter_of_a_chart_is_smaller_than_13_px(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/look/numbers/")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.chart text, .chart th, .chart td')]
          .filter((at) => at.checkVisibility()).map((at) => parseFloat(getComputedStyle(at).fontSize)))"""
    )
    assert smallest >= 13


@pytest.mark.browser
def test_a_phone_gets_its_own_drawing(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/look/numbers/")
    assert page.locator(".chart__phone:visible").count() == page.locator(".chart__phone").count()
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.locator(".chart__wide:visible").count() == page.locator(".chart__wide").count()


def texts(svg: str, tone: str) -> list[tuple[float, float, str]]:
    """Where words of this tone stand: x in per cent, y in letters, and the anchor."""
    found = []
    for tag in re.findall(rf'<text[^>]*class="{tone}"[^>]*>', svg):
        x, y = re.search(r'\bx="([\d.]+)', tag), re.search(r'\by="([\d.]+)', tag)
        assert x, tag
        assert y, tag
        anchor = re.search(r'text-anchor="(\w+)"', tag)
        found.append((float(x[1]), float(y[1]), anchor[1] if anchor else "start"))
    return found


def test_the_name_of_the_target_keeps_off_the_last_point() -> None:
    points = [charts.Point("вересень", 300), charts.Point("жовтень", 300), charts.Point("листопад", 160)]
    chart = charts.line_with_target(title="Ціль", subtitle="", points=points, target=150, measure="Відвідувань")
    assert texts(chart.svg, "c-target-text")[0][2] == "start", "the last point stands at the right end of the line"


def test_names_of_small_shares_stay_inside_the_drawing() -> None:
    parts = [charts.Part("до 14", 90), charts.Part("одна дуже довга назва групи", 10)]
    chart = charts.stacked_share(title="Хто", subtitle="", parts=parts, measure="Людей")
    assert texts(chart.svg, "c-muted")[-1][::2] == (100.0, "end")
