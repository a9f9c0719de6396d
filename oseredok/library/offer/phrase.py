"""The desk's quick entry: «пенсія 10», «друк 6», «довідка тематична телефоном 15 хв» understood into parts. Pure.

Nothing is guessed that was not said: a part that is not in the phrase stays empty, a part that could equally be two
things is listed in `unclear`, and `choices` holds the alternatives, the likeliest first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from oseredok.base.core.keyboard import in_ukrainian
from oseredok.base.core.text import loose_key, tidy
from oseredok.library.offer import amounts, lemmas
from oseredok.library.offer.vocabulary import (
    CHANNEL_AFTER_PREPOSITION,
    CHANNEL_FORMS,
    STOP,
    Found,
    Section,
    Token,
    Vocabulary,
)

REQUEST = "request"
_SHARED = 0.5  # a theme named by the same word as the service: «дія» alone is about Дія, «субсидія дія» is not
_SWALLOWED = 0.4  # a word of a longer theme is hardly a service: «довідка ВПО» is a paper, not a reference
_ENOUGH = 0.5
_NEAR = 0.01

_AGES = {
    "0-14": "0_14", "15-17": "15_17", "18-21": "18_21", "22-35": "22_35", "36-59": "36_59", "60+": "60p",
}  # fmt: skip
_DASH = re.compile("[\u2010-\u2015\u2212]")
_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z]")
_PIECES = re.compile(
    r"\d+:\d\d|\d+[.,]\d(?!\d)|\d+\+|\d+-\d+(?!\w)|[xх×*]\d+(?!\w)|\d+|[^\W\d_]+(?:[’'ʼ\-/][^\W\d_]+)*", re.IGNORECASE
)
_LOOSE_STOP = frozenset(loose_key(word) for word in STOP)
_CHANNELS = {loose_key(form): code for form, code in CHANNEL_FORMS.items()}
_CHANNEL_PAIRS = {
    (loose_key(one), loose_key(two)): code for (one, two), code in CHANNEL_AFTER_PREPOSITION.items()
}  # fmt: skip


@dataclass(frozen=True)
class Understanding:
    """Parts of the phrase as codes; empty or None when not said. `number` is a bare number, whatever it was taken for."""

    kind: str = ""
    theme: str = ""
    minutes: int | None = None
    quantity: int | None = None
    outcome: str = ""
    channel: str = ""
    language: str = ""
    age_group: str = ""
    number: int | None = None
    unclear: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def understand(text: str, vocabulary: Vocabulary, *, kind: str = "") -> Understanding:
    """Understand what a librarian typed. `kind` is a service chosen already: only the rest is looked for.

    `unclear` names the parts to ask about: `kind` when no service or two equal ones were named, `theme` when two
    equal ones were, `minutes` or `quantity` when numbers are too many or too large. Never raises.
    """
    tokens = _tokens(text, vocabulary)
    counted = amounts.read(tokens)
    used, shared = set(counted.used), set[int]()
    parts: dict[str, str] = {}
    _read_ages(tokens, parts, used, counted)
    _read_channel(tokens, parts, used, shared)
    found = [one for one in vocabulary.find(tokens) if not used & set(one.places)]
    for section in ("outcome", "language", "age_group"):
        _read_small(section, found, tokens, parts, used, shared)
    found = [one for one in found if not used & set(one.places)]

    kinds = _rank_kinds(found, tokens, shared, vocabulary)
    best = [code for code, score in kinds if score >= _ENOUGH and score > kinds[0][1] - _NEAR]
    told = kind if kind in vocabulary.kinds else (best[0] if len(best) == 1 else "")
    named = _places(found, "kind", told)
    scheme = vocabulary.kinds[told].scheme if told else ""
    themes = _rank_themes(found, tokens, named | shared, scheme or REQUEST) if scheme or not told else []
    if not told and not best:
        if not themes:  # «фентезі 3»: only the classes of knowledge are left
            themes = _rank_themes(found, tokens, shared, "udc")
            scheme = "udc"
        told = _usual_kind(themes, scheme or REQUEST, vocabulary)
    top = [code for code, score in themes if score > themes[0][1] - _NEAR]
    theme = top[0] if len(top) == 1 else ""

    unclear = [name for name, is_so in (("kind", not told), ("theme", bool(told) and len(top) > 1)) if is_so]
    said = Understanding(
        kind=told,
        theme=theme,
        outcome=parts.get("outcome", ""),
        channel=parts.get("channel", ""),
        language=parts.get("language", ""),
        age_group=parts.get("age_group", ""),
    )
    said, spare = _with_amounts(said, counted, tokens, named, vocabulary)
    endless = any(token.number is None and token.key.isdecimal() for token in tokens)
    if told and (spare or endless):
        unclear.append("minutes" if vocabulary.kinds[told].asks_minutes else "quantity")
    meant = {place for one in found if one.keyword.section in ("kind", "theme") for place in one.places}
    leftovers = tuple(
        token.text
        for at, token in enumerate(tokens)
        if at in spare or (at not in used | shared | meant and token.number is None and token.key not in _LOOSE_STOP)
    )
    choices = {
        "kind": _ordered([told, *(code for code, _score in kinds), *_usual_kinds(themes, scheme, vocabulary)]),
        "theme": _ordered([theme, *(code for code, _score in themes)]),
        **{name: _ordered([parts.get(name, "")]) for name in ("outcome", "channel", "language", "age_group")},
    }
    return replace(said, unclear=tuple(unclear), leftovers=leftovers, choices=choices)


# --- Words --------------------------------------------------------------------------------------------


def _tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    out = []
    for chunk in _DASH.sub("-", tidy(text)).lower().split(" "):
        for piece in _PIECES.findall(_right_layout(chunk, vocabulary)):
            if piece.isdecimal():
                out.append(Token(piece, piece, frozenset({piece}), number=int(piece) if len(piece) < 6 else None))
                continue
            token = vocabulary.look_up(piece)
            number = next((amounts.NUMBER_WORDS[form] for form in token.forms if form in amounts.NUMBER_WORDS), None)
            out.append(replace(token, number=number) if number else token)
    return out


def _right_layout(chunk: str, vocabulary: Vocabulary) -> str:
    """Mend a word typed with the Latin layout on: `gtycsz` → `пенсія`. Real Latin words (wi-fi, viber) stay."""
    if _CYRILLIC.search(chunk) or not _LATIN.search(chunk):
        return chunk
    if any(vocabulary.knows({loose_key(piece)}) for piece in _PIECES.findall(chunk)):
        return chunk
    for typed in (chunk, chunk.rstrip(",.;'")):
        meant = in_ukrainian(typed)
        token = vocabulary.look_up(meant)
        if vocabulary.knows(token.forms) or lemmas.read(meant).is_known:
            return meant
    return chunk


# --- Small parts --------------------------------------------------------------------------------------


def _read_ages(tokens: Sequence[Token], parts: dict[str, str], used: set[int], counted: amounts.Amounts) -> None:
    for at, token in enumerate(tokens):
        code = _AGES.get(token.key, "")
        places = {at}
        if not code and token.key == "до" and at + 1 < len(tokens) and tokens[at + 1].number == 14:
            code, places = "0_14", {at, at + 1}
        if code:
            parts["age_group"] = code
            used |= places
            counted.bare[:] = [(place, value) for place, value in counted.bare if place not in places]


def _read_channel(tokens: Sequence[Token], parts: dict[str, str], used: set[int], shared: set[int]) -> None:
    """«телефоном» is used up; a word that may also name a service («дзвінок», «на пошту») stays for it, but weaker."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].key if at else ""
        code = _CHANNEL_PAIRS.get((before, token.key)) or _CHANNELS.get(token.key) or _slip(token)
        if not code or at in used:
            continue
        parts["channel"] = code
        if token.key in ("телефоном", "поштою", "особисто", "тел", "телефону") or token.weight < 1:
            used.add(at)
        else:
            shared.add(at)


def _slip(token: Token) -> str:
    return next((_CHANNELS[form] for form in token.forms if form in _CHANNELS), "") if token.weight < 1 else ""


def _read_small(
    section: Section,
    found: Iterable[Found],
    tokens: Sequence[Token],
    parts: dict[str, str],
    used: set[int],
    shared: set[int],
) -> None:
    mine = [one for one in found if one.keyword.section == section and not used & set(one.places)]
    if not mine:
        return
    best = max(mine, key=lambda one: (_weight(one, tokens), one.places))
    parts.setdefault(section, best.keyword.code)
    # «книжки для дітей» is an age and a class of books; «частково» is nothing else.
    (used if section == "outcome" else shared).update(best.places)


# --- Services and themes ------------------------------------------------------------------------------


def _weight(one: Found, tokens: Sequence[Token]) -> float:
    return sum(tokens[at].weight for at in one.places)


def _places(found: Iterable[Found], section: Section, code: str) -> set[int]:
    return {at for one in found if (one.keyword.section, one.keyword.code) == (section, code) for at in one.places}


def _scores(found: Iterable[Found], section: Section, weights: Mapping[int, float]) -> dict[str, float]:
    covered: dict[str, set[int]] = defaultdict(set)
    for one in found:
        if one.keyword.section == section:
            covered[one.keyword.code] |= set(one.places)
    return {code: sum(weights[at] for at in places) for code, places in covered.items()}


def _rank_kinds(
    found: Sequence[Found], tokens: Sequence[Token], shared: set[int], vocabulary: Vocabulary
) -> list[tuple[str, float]]:
    swallowed = {
        at
        for one in found
        if one.keyword.section == "theme" and one.keyword.is_phrase and one.keyword.code.startswith(REQUEST)
        for at in one.places
    }
    phrases = {at for one in found if one.keyword.section == "kind" and one.keyword.is_phrase for at in one.places}
    weights = {}
    for at, token in enumerate(tokens):
        factor = _SWALLOWED if at in swallowed - phrases else _SHARED if at in shared - phrases else 1
        weights[at] = token.weight * factor
    scores = _scores(found, "kind", weights)
    return sorted(scores.items(), key=lambda pair: (-round(pair[1], 3), vocabulary.kinds[pair[0]].order))


def _rank_themes(
    found: Sequence[Found], tokens: Sequence[Token], shared: set[int], scheme: str
) -> list[tuple[str, float]]:
    weights = {at: token.weight * (_SHARED if at in shared else 1) for at, token in enumerate(tokens)}
    mine = [one for one in found if one.keyword.section == "theme" and one.keyword.code.startswith(f"{scheme}:")]
    scores = _scores(mine, "theme", weights)
    ranked = sorted(scores.items(), key=lambda pair: -round(pair[1], 3))
    return [(code.partition(":")[2], score) for code, score in ranked]


def _usual_kinds(themes: Iterable[tuple[str, float]], scheme: str, vocabulary: Vocabulary) -> list[str]:
    return [vocabulary.themes[scheme or REQUEST, code].usual_kind for code, _score in themes]


def _usual_kind(themes: Sequence[tuple[str, float]], scheme: str, vocabulary: Vocabulary) -> str:
    """What is meant when only the theme was named. Equal themes of one usual kind leave only the theme unclear."""
    top = [pair for pair in themes if pair[1] > themes[0][1] - _NEAR]
    usual = set(_usual_kinds(top, scheme, vocabulary))
    only = usual.pop() if len(usual) == 1 else ""
    return only if only in vocabulary.kinds else ""


# --- Amounts ------------------------------------------------------------------------------------------


def _with_amounts(
    said: Understanding, counted: amounts.Amounts, tokens: Sequence[Token], named: set[int], vocabulary: Vocabulary
) -> tuple[Understanding, set[int]]:
    """Give bare numbers their meaning; return also the places of those that found none."""
    minutes, quantity, number = counted.minutes, counted.quantity, None
    asks_minutes = bool(said.kind) and vocabulary.kinds[said.kind].asks_minutes
    spare: set[int] = set()
    for at, value in counted.bare:
        fits_pieces = 0 < value <= amounts.MOST_PIECES
        if quantity is None and fits_pieces and at + 1 in named and _agrees(value, tokens[at + 1]):
            quantity = value  # «2 копії», «3 консультації»
        elif asks_minutes and minutes is None and 0 < value <= amounts.MOST_MINUTES:
            minutes = number = value
        elif said.kind and not asks_minutes and quantity is None and fits_pieces:
            quantity = number = value
        elif not said.kind and number is None:
            number = value
        else:
            spare.add(at)
    return replace(said, minutes=minutes, quantity=quantity, number=number), spare


def _agrees(value: int, noun: Token) -> bool:
    """Whether the noun may stand after the number: «2 копії», not «10 консультація»."""
    return not noun.is_singular or (value % 10 == 1 and value % 100 != 11)


def _ordered(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code))
