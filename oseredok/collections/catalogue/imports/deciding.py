"""What is to become of each record of a chunk, by what is in the catalogue and by what came earlier in the file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from django.utils.translation import gettext as _

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.describing import Prepared
from oseredok.collections.catalogue.formats.marc import Piece
from oseredok.collections.catalogue.imports.models import Batch, Finding
from oseredok.collections.catalogue.models import Copy, Number, Record

Outcome = Finding.Outcome
NEW, SAME = "new", "same"


@dataclass(slots=True)
class Item:
    """A record of the file; `prepared` is None for one that is not taken, `refusal` says why.

    `number` is its control number where at least that could be read: a full file then has not lost it.
    """

    piece: Piece
    prepared: Prepared | None
    refusal: str = ""
    number: str = ""


class Known(NamedTuple):
    """As little of a record of the catalogue as a decision needs."""

    pk: int
    digest: int
    match_key: int
    is_deleted: bool
    is_edited: bool
    changed_in: int | None
    is_merged: bool


@dataclass(slots=True)
class Decision:
    """`outcome` is NEW, SAME or of `Finding.Outcome`; `record` the known one. A duplicate `is_taken` as a new record."""

    outcome: str
    reason: str = ""
    record: int | None = None
    is_taken: bool = False


class Seen:
    """What a dry run has met in the file already, on disk: a file of a million records takes no memory.

    A real run needs none: what it has met is in the catalogue.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="oseredok-dry-")
        self._base = sqlite3.connect(Path(self._folder.name) / "seen", isolation_level=None)
        self._base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE seen (key INTEGER PRIMARY KEY, number INTEGER, digest INTEGER, match INTEGER) WITHOUT ROWID"
        )

    def __enter__(self) -> Seen:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def find(self, wanted: Iterable[int]) -> dict[int, tuple[int, int, int]]:
        found: dict[int, tuple[int, int, int]] = {}
        for key in wanted:
            row = self._base.execute("SELECT number, digest, match FROM seen WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found[key] = row
        return found

    def add(self, rows: Iterable[tuple[int, int, int, int]]) -> None:
        self._base.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)", rows)


def decide(batch: Batch, items: Sequence[Item], seen: Seen | None = None) -> list[Decision]:
    """Return a decision for each item, in order. No two items of one call have the same control number."""
    prepared = [item.prepared for item in items if item.prepared is not None]
    known = _Known(batch, prepared, (item.number for item in items if item.number))
    met = _Met(seen, prepared)
    decisions = []
    for item in items:
        if item.prepared is None:
            old = known.by_number.get(item.number) if item.number else None
            decisions.append(Decision(Outcome.REJECTED, item.refusal, old.pk if old else None))
            continue
        decision = _decide(batch, item.prepared, known, met)
        decisions.append(decision)
        met.remember(item.piece.number, item.prepared, decision)
    met.keep()
    return decisions


class _Known:
    """What the catalogue has that the records of a chunk could be."""

    def __init__(self, batch: Batch, prepared: Sequence[Prepared], refused: Iterable[str]) -> None:
        of_origin = Record.objects.filter(origin=batch.origin_id)
        numbers = [one.control_number for one in prepared if one.control_number] + list(refused)
        digests = [one.digest for one in prepared if not one.control_number]
        self.by_number: dict[str, Known] = {}
        self.by_digest: dict[int, Known] = {}
        fields = ("pk", "digest", "match_key", "deleted_at", "edited_at", "changed_in", "merged_into", "control_number")
        # Said aloud that a number is not empty: only then SQLite takes the index, which has no empty ones.
        for row in of_origin.filter(control_number__in=numbers).exclude(control_number="").values_list(*fields):
            self.by_number[row[7]] = _known(row)
        for row in of_origin.filter(control_number="", digest__in=digests).values_list(*fields):
            self.by_digest[row[1]] = _known(row)
        matches = {one.match_key for one in prepared}
        isbns = {value for one in prepared for kind, value in one.numbers if kind == "isbn"}
        self.by_match = dict(Record.present.filter(match_key__in=matches).values_list("match_key", "pk"))
        of_isbn = Number.objects.filter(value__in=isbns, kind="isbn", record__deleted_at__isnull=True)
        self.by_isbn = dict(of_isbn.values_list("value", "record"))

    def record_of(self, one: Prepared) -> Known | None:
        return self.by_number.get(one.control_number) if one.control_number else self.by_digest.get(one.digest)


class _Met:
    """What came earlier in the file: of this chunk in memory, of a dry run's former chunks on disk."""

    def __init__(self, seen: Seen | None, prepared: Sequence[Prepared]) -> None:
        self.seen = seen
        self.here: dict[int, tuple[int, int, int]] = {}
        self.before = seen.find({key for one in prepared for key in _keys(one)}) if seen else {}

    def find(self, key: int) -> tuple[int, int, int] | None:
        return self.here.get(key) or self.before.get(key)

    def remember(self, number: int, one: Prepared, decision: Decision) -> None:
        if decision.outcome in (NEW, Outcome.CHANGED) or decision.is_taken:
            for key in _keys(one):
                self.here[key] = (number, one.digest, one.match_key)

    def keep(self) -> None:
        if self.seen:
            self.seen.add((key, *row) for key, row in self.here.items())


def _decide(batch: Batch, one: Prepared, known: _Known, met: _Met) -> Decision:
    old = known.record_of(one)
    if one.is_deleted:
        if old is None or (old.is_deleted and not _has_copies_away(old)):
            return Decision(SAME, record=old.pk if old else None)
        if batch.mode == Batch.Mode.ADD:
            return Decision(Outcome.REJECTED, _("У файлі позначено вилученим; вилучень цього разу не беремо."), old.pk)
        return Decision(Outcome.DELETED, record=old.pk)
    earlier = met.find(_number_key(one))
    if earlier is not None and earlier[1] == one.digest:
        return Decision(SAME)
    is_from_this_file = earlier is not None or (old is not None and old.changed_in == batch.pk)
    match = earlier[2] if earlier is not None else (old.match_key if old else one.match_key)
    if is_from_this_file and one.control_number and match != one.match_key:
        one.control_number = ""
        one.repairs.append(_("Такий самий номер запису вже має інша книга цього файлу: взято без номера."))
        return _fresh(batch, one, known, met)
    if old is not None or earlier is not None:
        return _again(one, old)
    return _fresh(batch, one, known, met)


def _again(one: Prepared, old: Known | None) -> Decision:
    """A record that is known by its number, or by its very bytes."""
    if old is not None and old.digest == one.digest and (not old.is_deleted or old.is_merged):
        return Decision(SAME, record=old.pk)
    if old is not None and old.is_edited:
        return Decision(Outcome.REJECTED, _("Тут цей запис виправлено вручну: з файлу не замінюємо."), old.pk)
    return Decision(Outcome.CHANGED, record=old.pk if old else None)


def _has_copies_away(old: Known) -> bool:
    """A merged record that its source has deleted: copies that came with it are told of by nobody any more."""
    return old.is_merged and Copy.objects.filter(came_with=old.pk).exists()


def _fresh(batch: Batch, one: Prepared, known: _Known, met: _Met) -> Decision:
    """A record that is not known: is there another description of the same book?"""
    take = batch.take_duplicates
    for kind, value in one.numbers:
        if kind == "isbn" and not one.data.get("part"):
            if value in known.by_isbn:
                reason = _("Такий самий ISBN {isbn} уже є в каталозі.").format(isbn=value)
                return Decision(Outcome.DUPLICATE, reason, known.by_isbn[value], take)
            if (earlier := met.find(keys.hashed("isbn", value))) is not None:
                reason = _("Такий самий ISBN {isbn} має запис {number} цього файлу.").format(
                    isbn=value, number=earlier[0]
                )
                return Decision(Outcome.DUPLICATE, reason, None, take)
    if one.match_key in known.by_match:
        reason = _("Така сама назва, автор, рік і том уже є в каталозі.")
        return Decision(Outcome.DUPLICATE, reason, known.by_match[one.match_key], take)
    if (earlier := met.find(keys.hashed("match", str(one.match_key)))) is not None:
        reason = _("Така сама назва, автор, рік і том у записі {number} цього файлу.").format(number=earlier[0])
        return Decision(Outcome.DUPLICATE, reason, None, take)
    return Decision(NEW)


def _keys(one: Prepared) -> list[int]:
    found = [_number_key(one), keys.hashed("match", str(one.match_key))]
    return found + [keys.hashed("isbn", value) for kind, value in one.numbers if kind == "isbn"]


def _number_key(one: Prepared) -> int:
    return keys.hashed("number", one.control_number) if one.control_number else keys.hashed("bytes", str(one.digest))


def _known(row: Sequence[object]) -> Known:
    pk, digest, match, deleted_at, edited_at, changed_in, merged, _number = row
    is_merged = merged is not None
    return Known(pk, digest, match, deleted_at is not None, edited_at is not None, changed_in, is_merged)  # type: ignore[arg-type]
