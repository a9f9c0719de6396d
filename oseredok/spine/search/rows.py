"""What the index keeps of a document: the words of all its languages, values, who may find it and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b

from django.utils import translation

from oseredok.base.core.sorting import uk_bytes
from oseredok.base.core.text import loose_key, tidy
from oseredok.spine.search.sources import CORE, Document, Field, Kind, Source, fields

FOREVER = 2**53
LONGEST_SORT = 60
LONGEST_SUGGESTION = 80
APART = "\x1f"  # between the parts of a suggestion; no text has it


@dataclass
class Row:
    """`texts` are words to be analysed; `values` are keywords and facets as they are shown; `numbers` may be ranged."""

    source: str
    key: str
    texts: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, list[int]] = field(default_factory=dict)
    audience: tuple[str, ...] = ()
    sort_title: str = ""
    since: int = 0
    until: int = FOREVER
    group: str = ""
    weight: float = 1.0

    @property
    def uid(self) -> str:
        return f"{self.source}:{self.key}"

    @property
    def mark(self) -> str:
        """A short word that changes with anything in the row: what the index has of it is compared by it."""
        told = repr(list(vars(self).values()))  # what `repr` of the row tells, for half of its price
        return blake2b(told.encode(), digest_size=6).hexdigest()

    @property
    def is_timed(self) -> bool:
        return self.since > 0 or self.until < FOREVER


def rows_of(source: Source, keys: Collection[str] | None) -> Iterator[Row]:
    """Yield the rows of a source, or of some of its keys. A source of one language is never held in memory whole."""
    first, *others = source.languages
    with translation.override(first):
        if not others:
            for document in source.documents(keys):
                yield _row(source, document)
            return
        found = {document.key: _row(source, document) for document in source.documents(keys)}
    for language in others:
        with translation.override(language):
            for document in source.documents(keys):
                _add_words(found.setdefault(document.key, _row(source, document)), document)
    yield from found.values()


def rows_of_part(source: Source, first: int, last: int) -> Iterator[Row]:
    """Yield the rows of a part of a source, as its `parts` has them."""
    with translation.override(source.languages[0]):
        for document in source.parts.documents(first, last) if source.parts else ():
            yield _row(source, document)


def number_of(value: date | int) -> int:
    """Return a number that sorts as the value does: dates as YYYYMMDD."""
    return value.year * 10_000 + value.month * 100 + value.day if isinstance(value, date) else int(value)


@lru_cache(maxsize=20_000)  # names and subjects come again and again
def suggestion(code: str, shown: str) -> str:
    """Return what a suggestion is kept as: its key, which sorts and begins as people type, its field, its own words."""
    shown = tidy(shown)[:LONGEST_SUGGESTION]
    return APART.join((loose_key(shown), code, shown))


def _row(source: Source, document: Document) -> Row:
    row = Row(
        source=source.code,
        key=document.key,
        audience=document.audience,
        sort_title=uk_bytes(document.sort_title or document.title)[:LONGEST_SORT].decode("latin-1"),
        since=_seconds(document.shown_from) or 0,
        until=_seconds(document.shown_until) or FOREVER,
        group=document.group,
        weight=document.weight,
    )
    _add_words(row, document)
    known = {one.code: one for one in (*CORE, *source.fields)}
    for code, value in document.values.items():
        _add_value(row, known[code], value)
    if document.day:
        row.numbers["day"] = [number_of(document.day)]
    if added := document.added or document.day:
        row.numbers["added"] = [number_of(added)]
    return row


def _add_words(row: Row, document: Document) -> None:
    for code in ("title", "words", "summary", "body"):
        text = getattr(document, code)
        kept = row.texts.setdefault(code, [])
        if text and text not in kept:
            kept.append(text)


def _add_value(row: Row, known: Field, value: object) -> None:
    several = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    present = [one for one in several if one not in (None, "")]
    if known.kind in (Kind.INTEGER, Kind.DATE):
        row.numbers[known.code] = [number_of(one) for one in present]
        return
    texts = [str(one) for one in present]
    if known.kind is Kind.TEXT:
        row.texts[known.code] = texts
    if known.kind is Kind.KEYWORD or known.facet or known.suggest:
        row.values[known.code] = texts


def _seconds(moment: datetime | None) -> int | None:
    return int(moment.timestamp()) if moment else None


def text_fields() -> list[Field]:
    """Return the fields that words are sought in."""
    return [one for one in fields().values() if one.kind is Kind.TEXT]
