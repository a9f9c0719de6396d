"""Readers' data for a successor: one file of the age format, which nobody opens without the passphrase.

    prochytaite.txt              how it is opened, without this program too
    key.age                      the key, encrypted with the passphrase
    dani-chytachiv.zip.age       the zip encrypted to that key: chytachi.csv, chytachi.jsonl, SHA256SUMS

The passphrase is shown once and kept nowhere: the worker that writes the file knows only whom to encrypt to.
"""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyrage
from django.utils.translation import gettext as _

from oseredok.base.backup import sealing
from oseredok.base.backup.archive import SteadyFile, Writer
from oseredok.base.core.dates import date_words
from oseredok.library.people.holders import Group
from oseredok.library.people.imports.columns import TARGETS
from oseredok.library.people.models import Reader
from oseredok.library.privacy.queries import held
from oseredok.management.closing import export, persons
from oseredok.management.closing.models import Closing, DataDecision
from oseredok.management.closing.sheets import as_csv

NOTE, KEY, SEALED = "prochytaite.txt", "key.age", "dani-chytachiv.zip.age"
# Consent to keep a sensitive group was given to this library alone. Who looked, letters, sessions and sums of a
# key that names nobody are this library's own accounting: a successor has no ground for them.
KEPT_BACK = frozenset(
    {"flags", "looks", "letters", "sessions", "journal", "audit", "erasure_warning", "visits", "closing"}
)
# The columns by which a register of readers is carried over: `library.people.imports` knows them by these titles.
COLUMNS = (
    "surname", "given_name", "patronymic", "birth", "phone", "email", "social_status", "card", "created_on",
    "registered_on", "guardian_name", "guardian_phone", "responsible_person", "kind",
)  # fmt: skip
# Read aloud and typed from paper: no letters and digits that look alike. Twenty of them are 99 bits.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Done:
    """A finished file."""

    sha256: str
    size: int
    readers: int


def path_of(closing: Closing) -> Path:
    """Return where the sealed file lies."""
    return export.folder() / f"{closing.public_id.hex}-readers.zip"


def new_passphrase() -> str:
    """Return a passphrase to be shown once."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _place in range(4)) for _group in range(5))


def write(*, decision: DataDecision, now: datetime, tell: export.Tell = lambda doing, part: None) -> Done:
    """Write the sealed file; the former one stays until the new one is whole.

    Raises:
        BackupError: the disk is full or not writable.
    """
    closing = decision.closing
    recipient = pyrage.x25519.Recipient.from_str(decision.seal_recipient)
    number = 0

    def fill(steady: SteadyFile) -> None:
        nonlocal number
        with zipfile.ZipFile(steady, "w", allowZip64=True) as outer:
            outer.writestr(NOTE, _note(decision, now))
            outer.writestr(KEY, bytes(decision.seal_secret))
            with (
                outer.open(zipfile.ZipInfo(SEALED), "w", force_zip64=True) as target,
                sealing.sealed(target, recipient) as stream,
                Writer(_Forward(stream)) as writer,
            ):
                number = _fill(writer, closing, now, tell)
                writer.end()

    path = path_of(closing)
    sha256 = export.written(path, fill)
    return Done(sha256, path.stat().st_size, number)


class _Forward:
    """A stream that cannot be wound back: what is written goes on."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, block: Any) -> int:
        written: int = self._stream.write(block)
        return written

    def flush(self) -> None:
        self._stream.flush()


def _fill(writer: Writer, closing: Closing, now: datetime, tell: export.Tell) -> int:
    rows = persons.readers_of(closing.place).select_related("home_library")
    total, done = max(1, rows.count()), 0

    def records() -> Iterator[bytes]:
        nonlocal done
        for batch in persons.batches(rows):
            for reader in batch:
                done += 1
                if done % 20 == 1:
                    tell(_("Записуємо дані читачів"), 0.9 * done / total)
                yield json.dumps(_record(reader, now), ensure_ascii=False, default=str).encode()

    writer.lines("chytachi.jsonl", records())
    tell(_("Записуємо таблицю читачів"), 0.95)
    writer.lines("chytachi.csv", as_csv(_table(closing)))
    sums = [f"{member.sha256}  {name}" for name, member in sorted(writer.members.items())]
    writer.bytes("SHA256SUMS", ("\n".join(sums) + "\n").encode())
    return done


def _record(reader: Reader, now: datetime) -> dict[str, Any]:
    """Everything held about a reader that a successor has a ground for, by rooms."""
    groups = [group for group in held(reader, now) if group.code not in KEPT_BACK]
    return {group.code: _group(group) for group in groups if group.facts or group.records}


def _group(group: Group) -> Any:
    facts = {fact.code: fact.value if fact.raw is None else fact.raw for fact in group.facts}
    records = [{fact.code: fact.value if fact.raw is None else fact.raw for fact in one} for one in group.records]
    return {**facts, "records": records} if facts and records else (facts or records)


def _table(closing: Closing) -> Iterator[list[Any]]:
    yield [str(TARGETS[name]) for name in COLUMNS]
    rows = persons.readers_of(closing.place).prefetch_related("registrations")
    for batch in persons.batches(rows):
        for reader in batch:
            yield [_cell(reader, name) for name in COLUMNS]


def _cell(reader: Reader, name: str) -> str:
    if name == "birth":
        return reader.birth_date.isoformat() if reader.birth_date else str(reader.birth_year or "")
    if name == "card":
        return reader.card_number
    if name == "created_on":
        return reader.created_on.isoformat()
    if name == "registered_on":
        return max((one.registered_on.isoformat() for one in reader.registrations.all()), default="")
    if name == "social_status":
        return reader.get_social_status_display() if reader.social_status else ""
    if name == "kind":
        is_person = reader.kind == Reader.Kind.PERSON
        return reader.get_category_display() if is_person else reader.get_kind_display()
    return str(getattr(reader, name))


def _note(decision: DataDecision, now: datetime) -> str:
    return _(
        """Дані читачів: {what}. Складено {day}.
Передано: {recipient}{code}. Підстава: {ground}

Файл запечатано у форматі age (age-encryption.org). Відкрити може лише той, хто знає пароль:
    age --decrypt --output key.txt {key}                         (тут питають пароль)
    age --decrypt --identity key.txt --output dani-chytachiv.zip {sealed}

Усередині: chytachi.csv (таблиця для Excel, LibreOffice або для перенесення в Осередок),
chytachi.jsonl (усе, що передано про кожного читача), SHA256SUMS (контрольні суми).
Особливих груп (інвалідність, переселення тощо), переглядів і листів тут немає.
Після розпакування зберігайте ці файли так, як належить персональним даним, або зітріть.
"""
    ).format(
        what=decision.closing.what,
        day=date_words(now),
        recipient=decision.recipient,
        code=f", {decision.recipient_code}" if decision.recipient_code else "",
        ground=decision.ground,
        key=KEY,
        sealed=SEALED,
    )
