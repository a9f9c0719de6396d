"""Writes the language of the search from the fields of a form, so that people see what they could type themselves."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from oseredok.base.core.text import tidy
from oseredok.spine.search import sources


def compose(
    *,
    words: str = "",
    phrase: str = "",
    any_of: str = "",
    none_of: str = "",
    fields: Mapping[str, str] | None = None,
    ranges: Mapping[str, tuple[str, str]] | None = None,
) -> str:
    """Return a query. `fields` are words by field, `ranges` borders by field, either may be empty."""
    parts = [tidy(words), _quoted(phrase)]
    options = tidy(any_of).split()
    if options:
        parts.append(f"({' АБО '.join(options)})" if len(options) > 1 else options[0])
    parts += [f"-{word}" for word in tidy(none_of).split()]
    parts += [f"{alias_of(code)}:{_value(text)}" for code, text in (fields or {}).items() if tidy(text)]
    for code, (low, high) in (ranges or {}).items():
        low, high = tidy(low), tidy(high)
        if low or high:
            parts.append(f"{alias_of(code)}:{low if low == high else f'{low}..{high}'}")
    return " ".join(part for part in parts if part)


def alias_of(code: str) -> str:
    """Return what people write before the colon: the Ukrainian word, on English pages the English one."""
    known = sources.fields()[code]
    aliases = known.aliases or (code,)
    if get_language() == "uk":
        return aliases[0]
    return next((one for one in aliases if one.isascii()), aliases[0])


def narrowed(code: str, value: str) -> str:
    """Return a query for one value of a field."""
    return f"{alias_of(code)}:{_value(value)}"


def _value(text: str) -> str:
    text = tidy(text)
    return _quoted(text) if " " in text or ":" in text else text


def _quoted(text: str) -> str:
    text = tidy(text).translate(str.maketrans("", "", '"«»„“”'))
    return f'"{text}"' if text else ""
