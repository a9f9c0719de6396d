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
_COMPILED = tuple((re.compile(one), other) for one, other in _PAIRS)


def one_way(key: str) -> str:
    """Return a loose key as its modern spelling has it."""
    for pattern, other in _COMPILED:
        key = pattern.sub(other, key)
    return key
