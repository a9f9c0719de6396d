"""The search box reads a small language, and is never at a loss."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oseredok.spine.search import query
from oseredok.spine.search.nodes import And, Node, Not, Or, Phrase, Prefix, Range, Value, Word
from tests.search.shelf import Shelf

SIGNS = '()"«»:*-.|& >=<…абвіАБО НЕ рік автор: 12345\u200b\u00ad'


def told(node: Node) -> str:
    match node:
        case Word(surface=surface, field=field):
            return f"{field}:{surface}" if field else surface
        case Phrase(words=words, field=field):
            return f'{field}"{" ".join(one.surface for one in words)}"'
        case Prefix(stem=stem, field=field):
            return f"{field}:{stem}*" if field else f"{stem}*"
        case Value(field=field, value=value):
            return f"{field}={value}"
        case Range(field=field, low=low, high=high):
            return f"{field}[{low}..{high}]"
        case Not(child=child):
            return f"-{told(child)}"
        case And(children=children):
            return "(" + " & ".join(told(one) for one in children) + ")"
        case Or(children=children):
            return "(" + " | ".join(told(one) for one in children) + ")"
    return "*"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("слово про друге", "(слово & друге)"),
        ("у на", "(у & на)"),
        ('"точна фраза" -зайве', '("точна фраза" & -заиве)'),
        ("«точна фраза» НЕ зайве", '("точна фраза" & -заиве)'),
        ("кіт АБО пес", "(кіт | пес)"),
        ("кіт OR пес | риба", "(кіт | пес | риба)"),
        ("(кіт АБО пес) чорний", "((кіт | пес) & чорнии)"),
        ("кіт AND пес", "(кіт & пес)"),
        ("кобз*", "кобз*"),
        ("автор:Франко", "author:франко"),
        ('author:"Іван Франко"', 'author"іван франко"'),
        ("автор:(Франко АБО Стус)", "(author:франко | author:стус)"),
        ("-автор:Франко", "-author:франко"),
        ("мова:Українська", "language=украінська"),
        ("удк:821*", "udc:821*"),
        ("рік:1990..2005", "year[1990..2005]"),
        ("рік:1990…2005", "year[1990..2005]"),
        ("рік:1990-2005", "year[1990..2005]"),
        ("рік:2005..1990", "year[1990..2005]"),
        ("рік:>2010", "year[2011..None]"),
        ("рік:<=2010", "year[None..2010]"),
        ("рік:..1939", "year[None..1939]"),
        ("рік:1990..", "year[1990..None]"),
        ("рік:1991", "year[1991..1991]"),
        ("дата:2024", "day[20240101..20241231]"),
        ("дата:2024-02", "day[20240201..20240229]"),
        ("дата:01.05.2024", "day[20240501..20240501]"),
        ("дата:>=12.2023", "day[20231201..None]"),
        ("https://diia.gov.ua", "(https & diia & gov & ua)"),
        ("- -- АБО ( ) \"\" :", "*"),
        ("", "*"),
    ],
)  # fmt: skip
def test_a_query_is_read(shelf: Shelf, typed: str, read: str) -> None:
    parsed = query.parse(typed)

    assert told(parsed.node).replace("й", "и") == read.replace("й", "и")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("колір:червоний", "Поля «колір» немає"),
        ("рік:давно", "наприклад 2010..2020"),
        ("дата:вчора", "наприклад 01.05.2026"),
        ("(кіт", "Дужку не закрито"),
        ("кіт)", "Дужка закривається"),
        ("к*", "щонайменше три літери"),
        ("слово " * 40, "забагато слів"),
        ("а" * 1500, "дуже довгий"),
        ("(" * 40 + "кіт", "Забагато дужок"),
    ],
)
def test_what_could_not_be_read_is_said(shelf: Shelf, typed: str, sentence: str) -> None:
    parsed = query.parse(typed)

    assert any(sentence in one for one in parsed.warnings)
    assert "..." not in told(parsed.node)


def test_a_query_without_trouble_has_no_warnings(shelf: Shelf) -> None:
    assert query.parse('автор:Франко "нова хвиля" рік:1990..2005 -драма кобз*').warnings == []


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.text(max_size=300))
@example("\U00017000")
@example("(" * 5000)
@example("-" * 5000 + "а")
@example("а:" * 3000)
@example('"' * 3001)
@example("рік:" + "9" * 400)
@example("дата:99999999-99-99 дата:0000 дата:9999 дата:9999-12")
def test_no_query_breaks_the_reading(typed: str) -> None:
    query.parse(typed)


@settings(deadline=None)  # the first word loads the dictionaries
@given(st.text(alphabet=SIGNS, max_size=120))
def test_no_signs_break_the_reading(typed: str) -> None:
    query.parse(typed)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ('зів"яле листя', "зів’яле листя"),
        ("т. г. шевченко", "шевченко"),
        ("шевченко т.г.", "шевченко"),
    ],
)
def test_a_quote_for_an_apostrophe_and_initials_do_not_matter(typed: str, same: str) -> None:
    assert query.parse(typed).node == query.parse(same).node


def test_an_abbreviation_finds_what_begins_so() -> None:
    assert Prefix("істор") in query.parse("істор.").node.children  # type: ignore[union-attr]
    assert query.parse("Я.").node == query.parse("я").node, "alone, an initial is a word"
    assert isinstance(query.parse("кобза.").node, Word), "the end of a sentence is no abbreviation"
