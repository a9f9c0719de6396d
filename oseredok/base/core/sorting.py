"""Ukrainian order and case on both databases.

Out of the box SQLite sorts by code points (Є І Ї before А, Ґ after я) and folds the case of ASCII only. Every
SQLite connection therefore gets our `uk` collation and Unicode LOWER, UPPER and LIKE, which `icontains`, `iexact`
and `istartswith` use. On PostgreSQL the `uk` collation is ICU's, made by this app's first migration, and case
follows the database's own character type (checked at start, see `checks`).

Two differences remain and are Django's own: on SQLite `contains` and `startswith` ignore case, as always there.
"""

from __future__ import annotations

import functools
import re
import sqlite3
import unicodedata
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Expression, F, Func, TextField
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Collate
from django.db.models.sql.compiler import SQLCompiler

# The order of ICU's `uk`: the alphabet with the letters of neighbours at their places, then Latin.
_ALPHABET = "абвгґдђеєжзѕиіїйјклљмнњопрстћуўфхцчџшщъыьэюя"
_RANK = {letter: place for place, letter in enumerate(_ALPHABET)}
# Signs that the eye skips when it looks for a word in a list: apostrophes, hyphens, quotes, stress.
IGNORED = "'’ʼ‘‛`´′＇-\u2010\u2011\u00ad«»„“”\"‹›\u0301"
_DROP = str.maketrans("", "", IGNORED)
_OWN = frozenset("йїґђјљњћўџ")
_SIGNS = {sign: place for place, sign in enumerate("_–—,;:!?….·()[]{}§@*/\\&#%‰†•+<=>|~$₴€")}


@functools.lru_cache(maxsize=20_000)
def uk_key(text: str) -> tuple[Any, ...]:
    """Return the sort key of a text: letters first, then accents, then case (small before capital), then all signs.

    Spaces and punctuation come before digits, digits before Cyrillic, Cyrillic before Latin.
    """
    composed = unicodedata.normalize("NFC", text)
    letters: list[tuple[int, int]] = []
    accents: list[str] = []
    for sign in _folded(composed):
        plain, marks = sign, ""
        if sign not in _OWN:
            decomposed = unicodedata.normalize("NFD", sign)
            plain, marks = decomposed[0], decomposed[1:]
            if unicodedata.combining(plain):
                accents.append(plain)
                continue
        letters.append(_place(plain))
        accents.append(marks)
    case = tuple(sign.isupper() for sign in composed.translate(_DROP))
    return tuple(letters), tuple(accents), case, composed


def _folded(composed: str) -> str:
    return composed.translate(_DROP).casefold().replace("№", "no")


def _place(sign: str) -> tuple[int, int]:
    if sign in _RANK:
        return 3, _RANK[sign]
    if sign.isspace():
        return 0, 0
    if sign.isdigit():
        return 2, unicodedata.digit(sign, 0)
    if not sign.isalpha():
        return 1, _SIGNS.get(sign, 100 + ord(sign))
    return (3, 1000 + ord(sign)) if "\u0400" <= sign <= "\u052f" else (4, ord(sign))


def uk_bytes(*texts: str) -> bytes:
    """Return a key whose bytes sort as the letters of `texts` do in turn: for an index where a collation is too slow.

    A usual letter takes one byte. Accents and case, which only part what is equal otherwise, are left out.
    """
    return b"\x01".join(b"".join(map(_bytes_of, _folded(unicodedata.normalize("NFC", text)))) for text in texts)


@functools.lru_cache(maxsize=5000)
def _bytes_of(sign: str) -> bytes:
    plain = sign if sign in _OWN else unicodedata.normalize("NFD", sign)[0]
    return b"" if sign not in _OWN and unicodedata.combining(plain) else _byte_place(*_place(plain))


def _byte_place(kind: int, rank: int) -> bytes:
    if kind == 0:
        return b"\x02"
    if kind == 2 and rank < 10:
        return bytes([0x08 + rank])
    if kind == 3 and rank < len(_ALPHABET):
        return bytes([0x20 + rank])
    return {1: b"\x03", 2: b"\x12", 3: b"\x70", 4: b"\x80"}[kind] + rank.to_bytes(3, "big")


def compare(one: str, two: str) -> int:
    """Compare as SQLite asks a collation to: -1, 0, 1."""
    if one == two:
        return 0
    return -1 if uk_key(one) < uk_key(two) else 1


class _WithoutIgnored(Func):
    """The text without the signs that the order ignores. SQLite's collation skips them by itself."""

    function = "TRANSLATE"
    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        return compiler.compile(self.source_expressions[0])

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"TRANSLATE({sql}, %s, '')", (*params, IGNORED)


def uk(expression: str | Combinable) -> Expression:
    """Return the expression by which Ukrainian text sorts, for `order_by`, windows and annotations."""
    source = F(expression) if isinstance(expression, str) else expression
    return Collate(_WithoutIgnored(source), "uk")


def uk_order(expression: str | Combinable, *, descending: bool = False) -> OrderBy:
    """Return `order_by` in Ukrainian order: `Room.objects.order_by(uk_order("name"), "id")`."""
    return OrderBy(uk(expression), descending=descending)


# --- SQLite -----------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=500)
def _like_matcher(pattern: str, escape: str) -> Callable[[str], bool]:
    parts: list[str] = []
    signs = iter(pattern)
    for sign in signs:
        if escape and sign == escape:
            parts.append(re.escape(next(signs, "")))
        else:
            parts.append({"%": ".*", "_": "."}.get(sign) or re.escape(sign))
    found = re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
    return lambda text: found.fullmatch(text) is not None


def _like(pattern: Any, text: Any, escape: str = "") -> bool | None:
    if pattern is None or text is None:
        return None
    return _like_matcher(str(pattern), escape)(str(text))


def _lower(text: Any) -> Any:
    return text if text is None else str(text).lower()


def _upper(text: Any) -> Any:
    return text if text is None else str(text).upper()


def teach_sqlite(raw: sqlite3.Connection) -> None:
    """Give one SQLite connection the Ukrainian order and case."""
    raw.create_collation("uk", compare)
    raw.create_function("lower", 1, _lower, deterministic=True)
    raw.create_function("upper", 1, _upper, deterministic=True)
    raw.create_function("like", 2, _like, deterministic=True)
    raw.create_function("like", 3, _like, deterministic=True)


def _on_connection(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.vendor == "sqlite":
        teach_sqlite(connection.connection)


def register() -> None:
    """Teach every SQLite connection that will be opened from now on."""
    connection_created.connect(_on_connection, dispatch_uid="oseredok.core.sorting")


def sorted_uk(texts: list[str]) -> list[str]:
    """Sort in Python exactly as the databases do."""
    return sorted(texts, key=uk_key)


__all__ = ["IGNORED", "compare", "register", "sorted_uk", "teach_sqlite", "uk", "uk_bytes", "uk_key", "uk_order"]
