"""The words by which services, themes and the small parts of a phrase are recognised. Pure; compiled once per content.

Keywords are phrases separated by commas, as the office writes them. Words inside a phrase may come in any form and
order; the more of its words a phrase finds, the stronger it is.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from oseredok.base.core.text import loose_key, tidy
from oseredok.library.offer import lemmas

Section = Literal["kind", "theme", "outcome", "channel", "language", "age_group"]

STOP = frozenset({
    "до", "на", "у", "в", "з", "із", "зі", "за", "про", "для", "по", "і", "й", "та", "а", "о", "об", "від", "при",
    "під", "над", "не", "що", "як", "це", "то", "чи", "ж", "же", "б",
})  # fmt: skip
TYPO_WEIGHT, PREFIX_WEIGHT = 0.8, 0.7
_SHORTEST = 4  # letters; shorter words differ by one letter too easily
_WORD = re.compile(r"[^\W_]+(?:[’'\-/][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True)
class KindWords:
    code: str
    keywords: str
    asks_minutes: bool = False
    scheme: str = ""
    order: int = 0


@dataclass(frozen=True)
class ThemeWords:
    scheme: str
    code: str
    keywords: str
    usual_kind: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of what was typed. `forms` are what it may be known as, `weight` how sure that is."""

    text: str
    key: str
    forms: frozenset[str]
    weight: float = 1.0
    number: int | None = None
    is_singular: bool = False


@dataclass(frozen=True, slots=True)
class Keyword:
    """A phrase of one entry: each word as the set of its forms."""

    section: Section
    code: str
    words: tuple[frozenset[str], ...]

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1


@dataclass(frozen=True)
class Found:
    keyword: Keyword
    places: tuple[int, ...]


# Small parts of a phrase: not data of the office, for they are the system's own choices. The codes are those of the
# journal (channel, outcome, language) and of people (age group); a test keeps them equal.
_GRAMMAR: dict[Section, dict[str, str]] = {
    "outcome": {
        "done": "виконано, зроблено, готово, розв’язано, вирішено, успішно, допомогли, вийшло, гаразд, ок",
        "partial": "частково, наполовину, почасти, не все, недороблено",
        "redirected": "переадресовано, переадресувати, переадресація, скеровано, скерувати, перенаправлено, "
        "перенаправити, направити, направлено, переспрямувати",
        "refused": "відмова, відмовлено, відмовити, не вийшло, не вдалося, не знайшли, не знайдено, безрезультатно",
        "abandoned": "не дочекався, не дочекалася, не дочекалися, пішов, пішла, пішли",
    },
    "language": {
        "uk": "український, державний, державна мова",
        "minority": "меншина, кримськотатарський, угорський, румунський, болгарський, гагаузький, ромський, російський",
        "foreign": "англійський, німецький, французький, іспанський, італійський, польський, іноземний, чужоземний",
    },
    "age_group": {
        "0_14": "дитина, діти, малюк, школярик",
        "15_17": "підліток, старшокласник",
        "18_21": "юнак, юнацтво, юначка",
        "22_35": "молодь",
        "36_59": "дорослий",
        "60p": "старший, літній, бабуся, дідусь, старенький",
    },
}
# The case tells a channel from a theme: «телефоном» is how, «телефон» is about what. Exact forms only.
CHANNEL_FORMS: dict[str, str] = {
    **dict.fromkeys(("телефоном", "тел", "дзвінок", "дзвінком"), "phone"),
    **dict.fromkeys(("подзвонив", "подзвонила", "подзвонили", "зателефонував", "зателефонувала"), "phone"),
    **dict.fromkeys(("зателефонували", "телефонував", "телефонувала", "телефонують"), "phone"),
    **dict.fromkeys(("поштою", "імейл", "імейлом", "мейл", "мейлом", "email", "e-mail", "емейл", "емейлом"), "email"),
    **dict.fromkeys(("сайт", "сайту", "сайті", "вебформа", "чат"), "web"),
    **dict.fromkeys(("кіоск", "кіоска", "кіоску"), "kiosk"),
    **dict.fromkeys(("особисто", "очно", "наживо"), "in_person"),
}
CHANNEL_AFTER_PREPOSITION: dict[tuple[str, str], str] = {
    ("по", "телефону"): "phone",
    ("у", "телефоні"): "phone",
    ("на", "захід"): "event",
    ("на", "заході"): "event",
    ("під", "заходу"): "event",
    ("по", "пошті"): "email",
}


def _words(text: str) -> list[str]:
    return _WORD.findall(tidy(text).lower())


@functools.lru_cache(maxsize=8_000)
def _keyword_words(phrase: str) -> tuple[frozenset[str], ...]:
    found = _words(phrase)
    content = [word for word in found if loose_key(word) not in _LOOSE_STOP] if len(found) > 1 else found
    kept = found if found[:1] == ["не"] else content
    return tuple(lemmas.read(word).forms for word in kept)


_LOOSE_STOP = frozenset(loose_key(word) for word in STOP)


@dataclass(frozen=True)
class Vocabulary:
    kinds: dict[str, KindWords]
    themes: dict[tuple[str, str], ThemeWords]
    by_form: dict[str, tuple[Keyword, ...]] = field(repr=False, default_factory=dict)
    surfaces: dict[str, frozenset[str]] = field(repr=False, default_factory=dict)

    @classmethod
    def build(cls, kinds: Iterable[KindWords], themes: Iterable[ThemeWords]) -> Vocabulary:
        """Compile the words; the same content is compiled once in a process."""
        return _build(tuple(kinds), tuple(themes))

    def knows(self, forms: Iterable[str]) -> bool:
        return any(form in self.by_form for form in forms)

    def look_up(self, word: str) -> Token:
        """Recognise a word: as it is, then with one slip of the finger, then as a beginning («конс»)."""
        read, key = lemmas.read(word), loose_key(word)
        if self.knows(read.forms) or read.is_known or len(key) < _SHORTEST or key.isdecimal():
            # A verb says what was done: «роздрукувати заяву» is printing.
            weight = 1.25 if read.is_verb else 1.0
            return Token(word, key, read.forms, weight, is_singular=read.is_singular)
        slips = [form for form in self.surfaces if abs(len(form) - len(key)) < 2 and _one_slip(key, form)]
        # Fingers that came in the wrong order leave the very letters of the word: surer than a wrong letter.
        slips = [form for form in slips if sorted(form) == sorted(key)] or slips
        if slips:
            return Token(word, key, frozenset().union(*(self.surfaces[form] for form in slips)), TYPO_WEIGHT)
        begun = [form for form in self.surfaces if form.startswith(key)]
        if begun:
            return Token(word, key, frozenset().union(*(self.surfaces[form] for form in begun)), PREFIX_WEIGHT)
        return Token(word, key, read.forms)

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """Return every keyword all of whose words were typed, with their places."""
        found: dict[tuple[Keyword, tuple[int, ...]], Found] = {}
        for keyword in self._candidates(tokens):
            places = _match(keyword, tokens)
            if places:
                found[keyword, places] = Found(keyword, places)
        return list(found.values())

    def _candidates(self, tokens: Sequence[Token]) -> Iterator[Keyword]:
        seen: set[int] = set()
        for token in tokens:
            for form in token.forms:
                for keyword in self.by_form.get(form, ()):
                    if id(keyword) not in seen:
                        seen.add(id(keyword))
                        yield keyword


def _match(keyword: Keyword, tokens: Sequence[Token]) -> tuple[int, ...]:
    places: list[int] = []
    for word in keyword.words:
        place = next((at for at, token in enumerate(tokens) if at not in places and token.forms & word), None)
        if place is None:
            return ()
        places.append(place)
    if keyword.words[0] & {"не"} and places != list(range(places[0], places[0] + len(places))):
        return ()
    return tuple(sorted(places))


@functools.lru_cache(maxsize=4)
def _build(kinds: tuple[KindWords, ...], themes: tuple[ThemeWords, ...]) -> Vocabulary:
    by_form: dict[str, list[Keyword]] = defaultdict(list)
    surfaces: dict[str, set[str]] = defaultdict(set)

    def add(section: Section, code: str, keywords: str) -> None:
        for phrase in keywords.split(","):
            words = _keyword_words(phrase.strip())
            if not words:
                continue
            keyword = Keyword(section, code, words)
            for form in {form for word in words for form in word}:
                by_form[form].append(keyword)
            for word in _words(phrase):
                for surface in lemmas.inflected(word):
                    if len(surface) >= _SHORTEST:
                        surfaces[surface] |= lemmas.read(word).forms

    for kind in kinds:
        add("kind", kind.code, kind.keywords)
    for theme in themes:
        add("theme", f"{theme.scheme}:{theme.code}", theme.keywords)
    for section, entries in _GRAMMAR.items():
        for code, keywords in entries.items():
            add(section, code, keywords)
    for form in CHANNEL_FORMS:
        by_form.setdefault(loose_key(form), [])
        surfaces[loose_key(form)] |= {loose_key(form)}
    return Vocabulary(
        kinds={kind.code: kind for kind in kinds},
        themes={(theme.scheme, theme.code): theme for theme in themes},
        by_form={form: tuple(keywords) for form, keywords in by_form.items()},
        surfaces={form: frozenset(forms) for form, forms in surfaces.items()},
    )


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, extra, wrong, or two neighbours changed places."""
    if typed == meant:
        return True
    start = next((at for at, (one, two) in enumerate(zip(typed, meant, strict=False)) if one != two), None)
    if start is None:
        return abs(len(typed) - len(meant)) == 1
    rest, whole = typed[start:], meant[start:]
    if rest[1:] == whole[1:] or rest[1:] == whole or rest == whole[1:]:
        return True
    return rest[:2] == whole[:2][::-1] and rest[2:] == whole[2:] and len(rest) > 1
