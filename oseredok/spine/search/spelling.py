"""Two spellings of one word: before and after the orthography of 2019, and other pairs that both live."""

from __future__ import annotations

import re

# Loose keys (see base.core.text): what is written the first way is kept and asked as the second. By the orthography
# approved by the Cabinet's resolution № 437 of 22.05.2019, §§ 121–132 and the pairs that it allows.
_PAIRS = (
    (r"^(архі|авто|веб|віце|екс|кіно|міні|медіа|радіо|теле|топ|унтер|штаб)-", r"\1"),
    (r"катедр", "кафедр"),
    (r"^етер(?=$|н)", "ефір"),
    (r"^міт(?=$|ологі|ічн)", "міф"),
    (r"авді", "ауді"),
    (r"авдит", "аудит"),
    (r"лавреат", "лауреат"),
    (r"^павза$", "пауза"),
    (r"^фавна$", "фауна"),
    (r"^атен(?=и$|ськ)", "афін"),
    (r"ортограф", "орфограф"),
    (r"дитирамб", "дифірамб"),
    (r"логаритм", "логарифм"),
    (r"^священик", "священник"),
    (r"(?<=[аеиіоуяю])йе", "е"),  # «фойє» and «фоє», «конвейєр» and «конвеєр», «Майєр» and «Маєр»
)
# A word of this kind has one of the pairs, and most words are not: one look instead of fifteen.
_ANY = re.compile("|".join(f"(?:{re.sub(r'[(](?![?])', '(?:', one)})" for one, _other in _PAIRS))
_COMPILED = tuple((re.compile(one), other) for one, other in _PAIRS)


def one_way(key: str) -> str:
    """Return a loose key as its modern spelling has it."""
    if not _ANY.search(key):
        return key
    for pattern, other in _COMPILED:
        key = pattern.sub(other, key)
    return key
