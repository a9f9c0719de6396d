"""Reads what people type into the search box. Never refuses: what it cannot read is said in a warning and sought as words.

слова разом            both, in any form            автор:Франко       in one field
"точна фраза"          one after another            рік:1990..2005     also рік:>2010, рік:..1939
-слово, НЕ слово       without it                   (а АБО б) в        one of two
кобз*                  the beginning of a word
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from oseredok.base.core.text import tidy
from oseredok.spine.search import analysis, sources
from oseredok.spine.search.nodes import And, Everything, Node, Not, Or, Phrase, Prefix, Range, Value, Word, both
from oseredok.spine.search.rows import number_of
from oseredok.spine.search.sources import Field, Kind
from oseredok.spine.search.stop_words import STOP_WORDS

LONGEST = 1000
MOST_WORDS = 32
DEEPEST = 12
SHORTEST_PREFIX = 3

_LEXEME = re.compile(
    r"""
    (?P<open>\()
    | (?P<close>\))
    | ["“”„«](?P<phrase>[^"“”„«»]*)["“”»]?
    | (?P<or>\||(?:АБО|OR)(?=[\s("«]|$))
    | (?P<and>&+|(?:ТА|AND)(?=[\s("«]|$))
    | (?P<not>(?<![^\s(:])[-\u2212\u2013](?=[^\s\-)])|(?<![^\s(])(?:НЕ|NOT)(?=\s+[^\s)]))
    | (?P<field>[^\W\d_][\w’']{0,29}):(?=[^\s/)])
    | (?P<word>\d[\d.:/=-]*(?:\([\d.:/=-]+\)[\d.:/=-]*)+|[^\s()"“”„«»|]+)
    """,
    re.VERBOSE,
)
_QUOTE_FOR_APOSTROPHE = re.compile(r"(?<=[бпвмфркзс])[\"”“](?=[яюєї])", re.IGNORECASE)  # «зів"яле»
_ABBREVIATED = re.compile(r"[^\W\d_]{2,}[бвгґджзйклмнпрстфхцчшщ]\.", re.IGNORECASE)  # «істор.», «бібл.»
_BORDER = re.compile(r"(?P<sign>>=|<=|>|<|≥|≤)(?P<value>.+)")
_PERIOD = re.compile(r"(?P<low>[^.…]*[^.…\s])?(?:\.\.+|…)(?P<high>[^.…\s].*)?")
_DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})")


@dataclass
class Parsed:
    """`node` is what to find; `warnings` are sentences for the person; `words` is whether anything is left to look for."""

    text: str
    node: Node
    warnings: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return isinstance(self.node, Everything)


def parse(text: str, field: str = "") -> Parsed:
    """Read a query; all of it in one field when that is given."""
    cut = _QUOTE_FOR_APOSTROPHE.sub("’", tidy(text))
    warnings = []
    if len(cut) > LONGEST:
        cut = cut[:LONGEST].rsplit(" ", 1)[0]
        warnings.append(_("Запит дуже довгий, тому шукаємо лише за його початком."))
    reader = _Reader(cut, warnings)
    node = reader.alternatives(depth=0, inside=sources.fields().get(field))
    return Parsed(cut, node or Everything(), list(dict.fromkeys(warnings)))


class _Reader:
    """Reads lexemes one by one; every method takes at least one of them or returns None, so that it always ends."""

    def __init__(self, text: str, warnings: list[str]) -> None:
        self.lexemes = list(_LEXEME.finditer(text))
        self.at = 0
        self.warnings = warnings
        self.words = 0

    def alternatives(self, *, depth: int, inside: Field | None) -> Node | None:
        """Read «а АБО б» up to a closing bracket or the end."""
        options: list[Node] = []
        while True:
            option = self.together(depth=depth, inside=inside)
            if option is not None:
                options.append(option)
            if self.kind != "or":
                break
            self.at += 1
        if len(options) > 1:
            return Or(tuple(options))
        return options[0] if options else None

    def together(self, *, depth: int, inside: Field | None) -> Node | None:
        found: list[Node] = []
        while self.kind not in ("or", ""):
            if self.kind == "close":
                if depth:
                    break
                self.at += 1
                self.warn(_("Дужка закривається, але не відкривалась: ми її пропустили."))
                continue
            one = self.one(depth=depth, inside=inside)
            if one is not None:
                found.append(one)
        return both(*_telling(found)) if found else None

    def one(self, *, depth: int, inside: Field | None) -> Node | None:
        lexeme, kind = self.lexemes[self.at], self.kind
        self.at += 1
        if kind == "and":
            return None
        if kind == "not":
            child = self.one(depth=depth, inside=inside) if self.kind not in ("", "or", "close") else None
            return Not(child) if child and not isinstance(child, Not) else child
        if kind == "open":
            return self.bracket(depth=depth, inside=inside)
        if kind == "field":
            return self.in_field(lexeme["field"], depth=depth, inside=inside)
        if kind == "phrase":
            return self.phrase(lexeme["phrase"], inside)
        return self.plain(lexeme.group(), inside)

    def bracket(self, *, depth: int, inside: Field | None) -> Node | None:
        if depth >= DEEPEST:
            self.warn(_("Забагато дужок одна в одній: зайві ми пропустили."))
            return None
        node = self.alternatives(depth=depth + 1, inside=inside)
        if self.kind == "close":
            self.at += 1
        else:
            self.warn(_("Дужку не закрито: вважаємо, що вона закривається наприкінці."))
        return node

    def in_field(self, name: str, *, depth: int, inside: Field | None) -> Node | None:
        known = sources.by_alias(name)
        if known is None:
            self.warn(_("Поля «{name}» немає: шукаємо це слово всюди.").format(name=name))
            word = self.plain(name, inside)
            rest = self.one(depth=depth, inside=inside) if self.kind not in ("", "or", "close") else None
            both_found = [one for one in (word, rest) if one is not None]
            return both(*both_found) if both_found else None
        return self.one(depth=depth, inside=known) if self.kind not in ("", "or", "close") else None

    def phrase(self, text: str, inside: Field | None) -> Node | None:
        if inside is not None and inside.kind is not Kind.TEXT:
            return self.plain(text, inside)
        code = inside.code if inside else ""
        words = self.counted(_words(text, code))
        if len(words) > 1:
            return Phrase(tuple(words), code)
        return words[0] if words else None

    def plain(self, text: str, inside: Field | None) -> Node | None:
        if inside is not None and inside.kind is Kind.KEYWORD:
            stem = text.rstrip("*")
            if text != stem:
                return Prefix(stem, inside.code)
            return Value(inside.code, inside.normal(text))
        if inside is not None and inside.kind in (Kind.INTEGER, Kind.DATE):
            period = _range(text, inside)
            if period:
                return period
            self.warn(_number_hint(inside))
            inside = None
        code = inside.code if inside else ""
        if text.endswith("*"):
            stem = stem_of(text)
            if len(stem) >= SHORTEST_PREFIX:
                self.words += 1
                return Prefix(stem, code) if self.words <= MOST_WORDS else None
            self.warn(_("Перед зірочкою має бути щонайменше три літери."))
        words = self.counted(_words(text, code))
        if not words:
            return None
        found: list[Node] = [both(*words)]
        if _ABBREVIATED.fullmatch(text):
            found.append(Prefix(words[0].surface, code))
        value = _bare(text) if inside is None else None
        found += [value] if value else []
        return Or(tuple(found)) if len(found) > 1 else found[0]

    def counted(self, words: list[Word]) -> list[Word]:
        room = max(0, MOST_WORDS - self.words)
        self.words += len(words)
        if len(words) > room:
            self.warn(_("У запиті забагато слів: шукаємо за першими {number}.").format(number=MOST_WORDS))
        return words[:room]

    @property
    def kind(self) -> str:
        return self.lexemes[self.at].lastgroup or "phrase" if self.at < len(self.lexemes) else ""

    def warn(self, sentence: str) -> None:
        self.warnings.append(sentence)


def stem_of(text: str) -> str:
    """Return the beginning of a word as the index keeps forms."""
    found = analysis.words(text)
    return found[0][0][1].form if len(found) == 1 else ""


def _words(text: str, code: str) -> list[Word]:
    return [Word(parts[0][1].form, parts, code) for parts in analysis.words(text)]


def _bare(text: str) -> Value | None:
    """Return a word as the value of a field that knows its values by their look."""
    for one in sources.fields().values():
        if one.bare is not None and one.bare(text):
            return Value(one.code, one.normal(text))
    return None


def _telling(found: list[Node]) -> list[Node]:
    """Leave out small words («у», «для») and initials («Т. Г.»), unless there is nothing else."""
    telling = [one for one in found if not _is_small(one)]
    return telling if any(not isinstance(one, Not) for one in telling) else found


def _is_small(node: Node) -> bool:
    if isinstance(node, And):
        return all(_is_small(one) for one in node.children)
    if not isinstance(node, Word) or node.field:
        return False
    form = node.keys.form
    return form in STOP_WORDS or (len(form) == 1 and form.isalpha())


def _number_hint(inside: Field) -> str:
    example = "2010..2020" if inside.kind is Kind.INTEGER else "01.05.2026"
    sentence = _("Після «{name}:» напишіть число або проміжок, наприклад {example}.")
    return sentence.format(name=str(inside.label).lower(), example=example)


def _range(text: str, inside: Field) -> Range | None:
    bounds = _year_bounds if inside.kind is Kind.INTEGER else _day_bounds
    if found := _BORDER.fullmatch(text):
        first, last = bounds(found["value"]) or (None, None)
        if first is None or last is None:
            return None
        after, within = found["sign"] in (">", ">=", "≥"), found["sign"] not in (">", "<")
        if after:
            return Range(inside.code, first if within else last + 1, None)
        return Range(inside.code, None, last if within else first - 1)
    if found := _PERIOD.fullmatch(text):
        low, high = bounds(found["low"] or ""), bounds(found["high"] or "")
        if (found["low"] and not low) or (found["high"] and not high) or not (low or high):
            return None
        return _in_order(inside.code, low[0] if low else None, high[1] if high else None)
    if exact := bounds(text) or (_two_years(text) if inside.kind is Kind.INTEGER else None):
        return _in_order(inside.code, *exact)
    return None


def _in_order(code: str, low: int | None, high: int | None) -> Range:
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Range(code, low, high)


def _year_bounds(text: str) -> tuple[int, int] | None:
    return (int(text), int(text)) if text.isascii() and text.isdigit() and len(text) <= 15 else None


def _two_years(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{3,4})[-\u2013](\d{3,4})", text)
    return (int(found[1]), int(found[2])) if found else None


def _day_bounds(text: str) -> tuple[int, int] | None:
    """Return the first and the last day of what is written: of a year, of a month, one day."""
    found = _DAY.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None
    return number_of(first), number_of(last)


def plain_words(node: Node) -> Iterator[Word]:
    """Yield the words that may be mended: sought everywhere, and not shut out."""
    match node:
        case Word():
            yield node
        case And(children=children) | Or(children=children):
            for child in children:
                yield from plain_words(child)
