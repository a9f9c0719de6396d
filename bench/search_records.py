"""Invented catalogue records for the bench of the search: the same ones for the same number, on every machine.

Words are those of the Ukrainian dictionary in random forms, drawn by Zipf's law; names are made of syllables.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from datetime import date
from itertools import accumulate, islice

from oseredok.spine.search.sources import Document, Field, Kind, Parts, Source

PREFIXES = [first + second for first in "бвгдзклмнпрст" for second in "аеиоуі"]
WORDS_OF_A_PREFIX = 5_000
PART = 10_000
SURNAMES, SUBJECTS, BRANCHES = 4_000, 2_000, 20
LANGUAGES = ("українська", "англійська", "польська", "російська", "німецька")
KINDS = ("книга", "стаття", "журнал", "ноти", "карта", "е-документ", "аудіо", "плакат")
SYLLABLES = ("ба", "ве", "го", "да", "жи", "за", "ко", "лу", "ма", "но", "пе", "ро", "са", "ту", "хо", "ше")
ENDINGS = ("енко", "ук", "ський", "ич", "ець", "юк", "ак", "ова")

FIELDS = (
    Field("author", "Автор", weight=4, aliases=("автор",), latin=True, facet=True, suggest=True),
    Field("subject", "Тема", weight=3, aliases=("тема",), facet=True),
    Field("year", "Рік", Kind.INTEGER, aliases=("рік",), facet=True, sort=True),
    Field("language", "Мова", Kind.KEYWORD, aliases=("мова",), facet=True),
    Field("branch", "Філія", Kind.KEYWORD, aliases=("філія",), facet=True),
    Field("kind", "Вид", Kind.KEYWORD, aliases=("вид",), facet=True),
)


class Records:
    """`many` records, one after another; each is made of its own number, so any may be made again."""

    def __init__(self, many: int) -> None:
        self.many = many
        self.lexemes = lexemes()
        self.weights = list(accumulate(1 / (rank + 20) for rank in range(len(self.lexemes))))
        chance = random.Random(1)  # noqa: S311
        self.surnames = [_surname(chance) for _ in range(SURNAMES)]
        self.subjects = [" ".join(self.words(chance, chance.randint(1, 2), base=True)) for _ in range(SUBJECTS)]

    def words(self, chance: random.Random, many: int, *, base: bool = False) -> list[str]:
        """Draw words: the common ones often, in any of their forms."""
        drawn = chance.choices(self.lexemes, cum_weights=self.weights, k=many)
        return [forms[0] if base else chance.choice(forms) for forms in drawn]

    def record(self, number: int) -> Document:
        chance = random.Random(number * 7919 + 3)  # noqa: S311
        title = " ".join(self.words(chance, chance.randint(3, 9))).capitalize()
        surname = self.surnames[min(int(chance.paretovariate(0.6)), SURNAMES) - 1]
        subjects = [
            self.subjects[min(int(chance.paretovariate(0.5)), SUBJECTS) - 1] for _ in range(chance.randint(1, 3))
        ]
        year = 2026 - min(int(chance.expovariate(0.05)), 120)
        values = {
            "author": f"{surname} {chance.choice('АБВГДІКЛМНОПРСТ')}.",
            "subject": list(dict.fromkeys(subjects)),
            "year": year,
            "language": chance.choices(LANGUAGES, (80, 6, 4, 8, 2))[0],
            "branch": list({f"Філія {chance.randint(1, BRANCHES)}" for _ in range(chance.randint(1, 3))}),
            "kind": chance.choices(KINDS, (60, 15, 10, 3, 2, 5, 3, 2))[0],
        }
        summary = " ".join(self.words(chance, chance.randint(5, 20)))
        return Document(str(number), title, f"/{number}/", summary=summary, values=values, day=date(year, 1, 1))

    def documents(self, keys: Collection[str] | None) -> Iterator[Document]:
        for number in range(self.many) if keys is None else map(int, keys):
            yield self.record(number)

    def source(self) -> Source:
        parts = Parts(self.spans, lambda first, last: map(self.record, range(first, last + 1)))
        return Source("record", "Записи", "Запис", 1, self.documents, FIELDS, languages=("uk",), parts=parts)

    def spans(self) -> list[tuple[int, int]]:
        return [(first, min(first + PART, self.many) - 1) for first in range(0, self.many, PART)]


def lexemes() -> list[list[str]]:
    """Return words of the dictionary with their forms, the base form first, in an order that is always the same."""
    from oseredok.base.core.morphology import _analyser

    found: dict[str, list[str]] = {}
    for prefix in PREFIXES:
        for parse in islice(_analyser().iter_known_word_parses(prefix), WORDS_OF_A_PREFIX):
            if parse.tag.POS in ("NOUN", "ADJF", "VERB"):
                found.setdefault(parse.normal_form, [parse.normal_form]).append(parse.word)
    ordered = sorted(found.values())
    random.Random(2).shuffle(ordered)  # noqa: S311
    return ordered


def _surname(chance: random.Random) -> str:
    return ("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) + chance.choice(ENDINGS)).capitalize()
