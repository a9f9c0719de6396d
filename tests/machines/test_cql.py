"""CQL is read as its reference reads it; whatever is no CQL is refused in words."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, canonicalize, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oseredok.faces.machines.sru.cql import DEEPEST, LONGEST, Clause, Modifier, Node, Query, SyntaxFault, Verb, parse
from tests.shared_data import SHARED

REFERENCE = SHARED / "cql-java-regression" / "src" / "test" / "resources" / "regression"


# --- XCQL, the form in which the reference tells what it has read ----------------------------------------
def _modifiers(parent: Element, modifiers: tuple[Modifier, ...]) -> None:
    if modifiers:
        inner = SubElement(parent, "modifiers")
        for one in modifiers:
            made = SubElement(inner, "modifier")
            SubElement(made, "type").text = one.type
            if one.comparison:
                SubElement(made, "comparison").text = one.comparison
                SubElement(made, "value").text = one.value


def _verb(parent: Element, tag: str, verb: Verb) -> None:
    made = SubElement(parent, tag)
    SubElement(made, "value").text = verb.name
    _modifiers(made, verb.modifiers)


def _node(node: Node) -> Element:
    root = Element("searchClause" if isinstance(node, Clause) else "triple")
    if node.prefixes:
        inner = SubElement(root, "prefixes")
        for one in node.prefixes:
            made = SubElement(inner, "prefix")
            if one.name:
                SubElement(made, "name").text = one.name
            SubElement(made, "identifier").text = one.identifier
    if isinstance(node, Clause):
        SubElement(root, "index").text = node.index
        _verb(root, "relation", node.relation)
        SubElement(root, "term").text = node.term
    else:
        _verb(root, "boolean", node.boolean)
        SubElement(root, "leftOperand").append(_node(node.left))
        SubElement(root, "rightOperand").append(_node(node.right))
    return root


def xcql(query: Query) -> str:
    root = _node(query.root)
    if query.sort:
        inner = SubElement(root, "sortKeys")
        for one in query.sort:
            made = SubElement(inner, "key")
            SubElement(made, "index").text = one.index
            _modifiers(made, one.modifiers)
    return canonicalize(tostring(root, encoding="unicode"), strip_text=True)


@pytest.mark.shared_data
@pytest.mark.skipif(not REFERENCE.exists(), reason="the folder of shared data is absent")
def test_every_query_of_the_reference_is_read_right() -> None:
    seen = 0
    for file in sorted(REFERENCE.glob("*/*.cql")):
        expected = _read(file.with_suffix(".xcql"))
        text = _read(file)
        if expected.startswith("<"):
            assert xcql(parse(text)) == canonicalize(expected, strip_text=True), (
                f"{file.parent.name}/{file.name}: {text}"
            )
        else:
            with pytest.raises(SyntaxFault):
                parse(text)
        seen += 1
    assert seen > 80


def _read(file: Path) -> str:
    return file.read_text("utf-8").strip()


# --- By hand --------------------------------------------------------------------------------------------
def test_a_query_is_a_tree_from_left_to_right() -> None:
    query = parse('dc.title all "тіні предків" and dc.creator=Коцюбинський or кіно sortBy dc.date/sort.descending')
    assert xcql(query).count("<triple>") == 2
    assert query.root.boolean.name == "or"  # type: ignore[union-attr]
    assert query.sort[0].modifiers == (Modifier("sort.descending"),)


def test_an_index_before_brackets_is_of_every_term_in_them() -> None:
    root = parse("title any (тіні or (сад and автор=Леся)) and рік").root
    told = xcql(Query(root))
    assert told.count("<index>title</index>") == 2
    assert told.count("<index>cql.serverChoice</index>") == 1
    assert told.count("<index>автор</index>") == 1


@pytest.mark.parametrize("text", ["", "(", ")", "a and", '"a', "a sortby", "a = ", "a/b", "a) b", "> a", "a = (", "/"])
def test_what_is_no_cql_is_refused_in_words(text: str) -> None:
    with pytest.raises(SyntaxFault) as refusal:
        parse(text)
    assert refusal.value.words.endswith(".")


def test_bombs_are_refused_before_they_go_off() -> None:
    parse("(" * DEEPEST + "a" + ")" * DEEPEST)
    for text in ("(" * 3_000 + "a" + ")" * 3_000, "a=(" * 1_000, "a" * (LONGEST + 1), '"' + "\\" * 3_000):
        with pytest.raises(SyntaxFault):
            parse(text)


@given(st.text('ab "()=<>/\\^*?.and', max_size=60) | st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_query_or_a_refusal(text: str) -> None:
    told = _words_or_query(text)
    assert isinstance(told, Query) or told.endswith(".")


def _words_or_query(text: str) -> Query | str:
    try:
        return parse(text)
    except SyntaxFault as refusal:
        return refusal.words
