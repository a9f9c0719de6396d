"""The list of what must stay so whatever copy is taken back: who was erased, who left. A small file beside the copies.

    oseredok-gone-3f9a1c.txt        the mark at the end is that of the centre's copies
        known 2026-11-26T03:00:00+00:00
        reader 9f86d081884c7d659a2feaa0c55ad015 request 2026-11-20T10:15:00+00:00

It names nobody: a subject stands there as a keyed hash, which only the centre's own copy, with the key in it, can match.
Lines are only added, the last one about a subject holds; `known` says up to when everything is in the list.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from oseredok.base.backup import targets

NOTE = (
    "# Осередок: кого стерли й хто звільнився, щоб відновлена копія їх не повернула.\n"
    "# Імен тут немає. Тримайте цей файл поруч із копіями.\n"
)
_unheard: ContextVar[bool] = ContextVar("_unheard", default=False)
NONE = "-"
"""The word of a subject of whom a former line does not hold any more."""
_LINE = re.compile(r"([a-z]+) ([0-9a-f]{32}) ([a-z_-]+) (\S+)")
_KNOWN = re.compile(rb"^known (.{25})$", re.MULTILINE)


@dataclass(frozen=True)
class Word:
    """What holds of a subject, and since when."""

    word: str
    at: datetime


@dataclass
class Contents:
    """What lists say together. `known` is None when nothing was found."""

    known: datetime | None = None
    words: dict[tuple[str, str], Word] = field(default_factory=dict)

    def add(self, other: Contents) -> None:
        """Join another list of the same centre: the later word about a subject holds."""
        if other.known and (self.known is None or other.known > self.known):
            self.known = other.known
        for subject, said in other.words.items():
            if subject not in self.words or said.at >= self.words[subject].at:
                self.words[subject] = said


class Ledger:
    """The list of the centre that has this secret key, in a folder. Safe to add to from several processes."""

    def __init__(self, folder: Path, *, secret: str) -> None:
        self._secret = hashlib.sha256(f"gone:{secret}".encode()).digest()
        self.path = folder / name_for(secret)

    def key(self, code: str, subject: str) -> str:
        """Return the hash under which a subject stands in the list."""
        return hmac.digest(self._secret, f"{code}:{subject}".encode(), "sha256").hex()[:32]

    def read(self) -> Contents:
        """Return what the list says; a line that a power cut has torn says nothing."""
        found = Contents()
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return found
        if known := _KNOWN.search(text):
            found.known = _moment(known[1].decode("ascii", "replace"))
        for line in text.decode("utf-8", "replace").splitlines():
            parts = _LINE.fullmatch(line)
            if parts and (at := _moment(parts[4])):
                found.words[parts[1], parts[2]] = Word(parts[3], at)
        return found

    def append(self, lines: Iterable[tuple[str, str, Word]]) -> None:
        """Add lines (code, hash, word) and bring them to the disk. Raises `OSError`."""
        text = "".join(
            f"{code} {key} {said.word} {said.at.astimezone(UTC).isoformat(timespec='seconds')}\n"
            for code, key, said in lines
        )
        self._begin()
        with self.path.open("ab") as file:
            file.write(text.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())

    def say_known(self, now: datetime) -> None:
        """Say that everything up to this moment is in the list: in place, for the moment is always as long. Raises `OSError`."""
        self._begin()
        with self.path.open("r+b") as file:
            if found := _KNOWN.search(file.read(1024)):
                file.seek(found.start(1))
                file.write(_plain(now))
                file.flush()
                os.fsync(file.fileno())

    def _begin(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with open(self.path, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                file.write(NOTE.encode() + b"known " + _plain(datetime.fromtimestamp(0, UTC)) + b"\n")
        except FileExistsError:
            return


def name_for(secret: str) -> str:
    """Return the file's name: several centres may share a stick."""
    return f"oseredok-gone-{targets.mark_of(secret)}.txt"


def own() -> Ledger:
    """Return the list of this centre, beside its own copies."""
    return Ledger(targets.own().path, secret=settings.SECRET_KEY)


def key_of(code: str, subject: object) -> str:
    """Return the hash under which a subject stands in the list of this centre."""
    return own().key(code, str(subject))


def note(code: str, word: str, subjects: Iterable[object], *, now: datetime) -> None:
    """Add to the list once the transaction is over. A disk that refuses is not the person's trouble: `lasting.keep` mends it."""
    told = [] if _unheard.get() else [str(subject) for subject in subjects]
    if not told:
        return

    def write() -> None:
        here = own()
        here.append((code, here.key(code, subject), Word(word, now)) for subject in told)

    transaction.on_commit(write, robust=True)


@contextmanager
def unheard() -> Iterator[None]:
    """Inside, nothing is noted: a restore makes again what stands in the list already, and may still be refused."""
    before = _unheard.set(True)
    try:
        yield
    finally:
        _unheard.reset(before)


def _plain(moment: datetime) -> bytes:
    return moment.astimezone(UTC).isoformat(timespec="seconds").encode("ascii")


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
