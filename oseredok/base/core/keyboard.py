"""What the same keys write in the other layout: people begin to type before they look at the screen."""

from __future__ import annotations

import re

from oseredok.base.core.text import display_apostrophe, tidy

_LATIN = "qwertyuiop[]asdfghjkl;'\\zxcvbnm,.`"
_UKRAINIAN = "йцукенгшщзхїфівапролджєґячсмитьбю’"
_TO_UKRAINIAN = str.maketrans(_LATIN, _UKRAINIAN)
_TO_LATIN = str.maketrans(_UKRAINIAN + "ыэъё", _LATIN + "s']`")
_KEYS_OF_LATIN = re.compile(r"[a-z\[\];'\\,.`\s\d-]+")
_KEYS_OF_UKRAINIAN = re.compile(r"[а-яіїєґыэъё’.\s\d-]+")


def in_ukrainian(typed: str) -> str:
    """Return what the keys of small Latin letters write in the Ukrainian layout; other signs stay."""
    return display_apostrophe(typed.translate(_TO_UKRAINIAN))


def other_layout(line: str) -> str:
    """Return what the same keys write in the other layout: `ce,cblsz` → `субсидія`, `цшаш` → `wifi`; empty if neither."""
    line = tidy(line).casefold()
    if _KEYS_OF_LATIN.fullmatch(line) and re.search(r"[a-z]", line):
        return in_ukrainian(line)
    if _KEYS_OF_UKRAINIAN.fullmatch(line):
        return line.translate(_TO_LATIN)
    return ""
