"""Components promise the right markup: names, ties between hint, error and control, real forms and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

import oseredok
from oseredok.base.ui import icons
from oseredok.base.ui.bars import Bar
from oseredok.base.ui.gallery import SampleForm

NAMED = re.compile(
    r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']|["']icon["']:\s*["']([a-z0-9-]+)["']"""
)


def render(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def test_an_icon_is_hidden_from_screen_readers() -> None:
    html = render('{% icon "printer" size=20 %}')
    assert 'aria-hidden="true"' in html
    assert 'stroke-width="1.75"' in html


@pytest.mark.parametrize("name", ["prnter", "", "../../settings", "Printer"])
def test_a_misspelt_icon_is_an_error_and_not_an_empty_place(name: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="No icon"):
        render("{% icon name %}", name=name)


def test_every_icon_can_be_drawn() -> None:
    assert len(icons.names()) > 90
    assert all("<svg" not in icons.body(name) and "style" not in icons.body(name) for name in icons.names())


def test_every_icon_named_in_the_code_is_kept() -> None:
    """A template that is seldom drawn must not wait for its day to break."""
    files = [path for path in Path(oseredok.__file__).parent.rglob("*") if path.suffix in (".html", ".py", ".json")]
    named = {
        name: path.name for path in files for one in NAMED.findall(path.read_text("utf-8")) for name in one if name
    }
    assert len(named) > 60
    assert {name: file for name, file in named.items() if name not in icons.names()} == {}


def test_a_field_ties_its_hint_and_its_error_to_the_control() -> None:
    class Short(forms.Form):
        phone = forms.CharField(label="Телефон", help_text="Десять цифр", min_length=10)

    html = render("{% field form.phone %}", form=Short({"phone": "067"}))
    assert 'aria-invalid="true"' in html
    described = html.split('aria-describedby="')[1].split('"')[0].split()
    assert described
    assert all(f'id="{name}"' in html for name in described)
    assert 'for="id_phone"' in html


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = render("{% field form.answer %}", form=SampleForm())
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('type="radio"') == 2


def test_the_error_summary_leads_to_every_field_and_tells_equal_sentences_apart() -> None:
    form = SampleForm({"phone": "067123456"})
    html = render("{% error_summary form %}", form=form)
    assert 'href="#id_phone"' in html
    assert "Ваше ім’я: тут потрібна відповідь." in html
    assert 'href="#id_answer_0"' in html
    assert 'tabindex="-1"' in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert "error-summary" not in render("{% error_summary form %}", form=SampleForm())


def test_a_form_rendered_whole_looks_the_same_as_field_by_field() -> None:
    html = render("{{ form }}", form=SampleForm({"phone": "1"}))
    assert "error-summary" in html
    assert html.count("field__label") >= 10


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    html = render('{% button "Підписати" why_not="Ще не закрито червень" %}')
    assert " disabled" in html
    assert "Ще не закрито червень" in html


def test_a_button_with_an_address_is_a_link() -> None:
    html = render('{% button "Далі" href=address data_dialog="ask" %}', address="/x/?a=1&b=2")
    assert html.startswith("<a ")
    assert 'data-dialog="ask"' in html
    assert "&amp;b=2" in html


def test_words_from_outside_are_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>"
    html = render(
        "{% button x %}{% tag x %}{% panel x note=x %}{{ x }}{% endpanel %}{% notice %}{{ x }}{% endnotice %}{% crumbs '/' x x %}"
        "{% stat x x aim=x note=x %}{% file x '/f' %}{% confirmed x code=x %}{% endconfirmed %}{% lantern x %}{% endlantern %}"
        "{% scroll_region x %}{% endscroll_region %}{% more x %}{% endmore %}{% nothing_here x %}{% endnothing_here %}{% dialog 'd' x %}{% enddialog %}",
        x=evil,
    )
    assert "<script>" not in html


def test_pagination_keeps_the_rest_of_the_address() -> None:
    from django.core.paginator import Paginator

    request = RequestFactory().get("/news/?q=субсидія&page=2")
    html = render("{% pages page %}", page=Paginator(range(50), 10).page(2), request=request)
    assert "?q=%D1%81" in html
    assert "page=3" in html
    assert 'aria-current="page"' in html


def test_one_page_needs_no_pagination() -> None:
    from django.core.paginator import Paginator

    assert "<nav" not in render("{% pages page %}", page=Paginator(range(5), 10).page(1))


def test_the_undo_of_a_record_is_a_real_form() -> None:
    html = render('{% recorded undo_url="/undo/7/" %}Записано{% endrecorded %}', csrf_token="token-of-the-page")
    assert 'method="post"' in html
    assert 'action="/undo/7/"' in html
    assert "token-of-the-page" in html
    assert 'role="status"' in html


@pytest.mark.parametrize(
    ("value", "expected", "below"),
    [(91, 68, False), (60, 68, True), (160, 68, False), (149, None, True), (150, None, False)],
)
def test_a_bar_knows_when_it_is_behind(value: float, expected: float | None, below: bool) -> None:
    bar = Bar(value=value, target=150, expected=expected)
    assert bar.below is below
    assert 0 <= float(bar.width.rstrip("%")) <= 100
    assert 0 <= float(bar.target_at.rstrip("%")) <= 100


def test_a_bar_of_nothing_has_no_length() -> None:
    assert Bar(value=0, target=0).width == "0.00%"
