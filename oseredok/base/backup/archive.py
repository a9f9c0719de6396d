"""The file of a copy: an ordinary zip that any computer opens, written as a stream.

    oseredok-backup.txt      what this is and how it is opened
    tables/<table>.jsonl     rows (see `rows`)
    files/<path>             the centre's files
    secret-key               the key of the journal's hashes
    manifest.json            last: everything above with its size and SHA-256

With a password the outer zip holds `oseredok-backup.txt`, `key.age` and `backup.zip.age`; the zip above is inside.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from oseredok.base.backup import sealing
from oseredok.base.backup.problems import BackupError, cut_off, damaged, foreign

FORMAT = 1
MARK, MANIFEST, KEY, SEALED, SECRET = "oseredok-backup.txt", "manifest.json", "key.age", "backup.zip.age", "secret-key"
BLOCK = 1024 * 1024
# Compressing these again costs time and saves nothing.
PACKED = frozenset(
    [
        ".7z",
        ".avif",
        ".docx",
        ".epub",
        ".gif",
        ".gz",
        ".jpeg",
        ".jpg",
        ".m4a",
        ".mp3",
        ".mp4",
        ".ods",
        ".odt",
        ".ogg",
        ".pdf",
        ".png",
        ".pptx",
        ".rar",
        ".webm",
        ".webp",
        ".xlsx",
        ".xz",
        ".zip",
    ]
)

Tell = Callable[[int], None]
"""Hears how many more bytes have been read."""


@dataclass(frozen=True)
class TableEntry:
    rows: int
    columns: list[str]
    fingerprint: str
    last_id: int | None = None


@dataclass(frozen=True)
class Member:
    size: int
    sha256: str


@dataclass
class Manifest:
    """What a copy says about itself."""

    format: int
    version: str
    vendor: str
    made_at: str
    demo: bool
    migrations: list[list[str]]
    tables: dict[str, TableEntry] = field(default_factory=dict)
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    vanished: list[str] = field(default_factory=list)
    """Files that were deleted while the copy was being made."""

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def files(self) -> int:
        return sum(name.startswith("files/") for name in self.members)

    def as_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Raises `BackupError` when it is none."""
        try:
            read: dict[str, Any] = json.loads(text)
            tables = {name: TableEntry(**one) for name, one in read.pop("tables").items()}
            members = {name: Member(**one) for name, one in read.pop("members").items()}
            known = {name: read[name] for name in ("format", "version", "vendor", "made_at", "demo", "migrations")}
            return cls(**known, tables=tables, members=members, totals=read["totals"], vanished=read["vanished"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise damaged(MANIFEST) from error


# --- Writing ------------------------------------------------------------------------------------------
class SteadyFile:
    """A file that goes to the disk while it is written, not at the end: a writer's own fsync would wait for all of it.

    One step is brought to the disk by a thread while the next is being written, so never more than two are in the air.
    """

    STEP = 32 * 1024 * 1024

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb")
        self._unsynced = 0
        self._thread = ThreadPoolExecutor(1, "steady")
        self._step: Future[None] | None = None

    def write(self, block: Any) -> int:
        written = self._file.write(block)
        self._unsynced += written
        if self._unsynced >= self.STEP:
            self._wait()
            self._file.flush()
            self._step = self._thread.submit(self._to_the_disk)
            self._unsynced = 0
        return written

    def sync(self) -> None:
        self._wait()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._forget()

    def close(self) -> None:
        self._thread.shutdown()
        self._file.close()

    def _to_the_disk(self) -> None:
        getattr(os, "fdatasync", os.fsync)(self._file.fileno())
        self._forget()

    def _forget(self) -> None:
        """What is on the disk need not push the database out of the memory, and is read back from the disk."""
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(self._file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def _wait(self) -> None:
        if self._step:
            step, self._step = self._step, None
            step.result()  # a disk that has failed meanwhile

    def __getattr__(self, name: str) -> Any:  # tell, seek, flush: zipfile asks for them
        return getattr(self._file, name)


class _Counting:
    """Hashes and counts what is written into a member."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target, self._hash, self.size = target, hashlib.sha256(), 0

    def write(self, block: bytes) -> int:
        self._hash.update(block)
        self.size += len(block)
        return self._target.write(block)

    @property
    def member(self) -> Member:
        return Member(self.size, self._hash.hexdigest())


class Writer:
    """Puts members into a zip and remembers their hashes for the manifest."""

    def __init__(self, stream: Any) -> None:
        self._zip = zipfile.ZipFile(stream, "w", allowZip64=True)
        self.members: dict[str, Member] = {}

    @contextmanager
    def member(self, name: str, *, packed: bool = False) -> Iterator[_Counting]:
        info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info._compresslevel = 1  # type: ignore[attr-defined]  # public only from Python 3.13 on, where this still works
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as target:
            counting = _Counting(target)
            yield counting
        self.members[name] = counting.member

    def lines(self, name: str, lines: Iterable[bytes]) -> None:
        with self.member(name) as target:
            gathered: list[bytes] = []
            for line in lines:
                gathered.append(line)
                if len(gathered) == 1000:
                    target.write(b"\n".join(gathered) + b"\n")
                    gathered.clear()
            if gathered:
                target.write(b"\n".join(gathered) + b"\n")

    def file(self, name: str, path: Path, tell: Tell) -> None:
        """Raises FileNotFoundError before anything is written when the file is gone."""
        with path.open("rb") as source, self.member(name, packed=path.suffix.lower() in PACKED) as target:
            while block := source.read(BLOCK):
                target.write(block)
                tell(len(block))

    def bytes(self, name: str, content: bytes) -> None:
        with self.member(name) as target:
            target.write(content)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        if any(failure):  # what is half-written is thrown away; a zip that was never closed complains later
            with contextlib.suppress(Exception):
                self._zip.close()

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and the list of members."""
        manifest.members = {name: member for name, member in self.members.items() if name != MARK}
        self.bytes(MANIFEST, manifest.as_json())
        self.end()

    def end(self) -> None:
        """Write the list of members only: for archives that are no copies."""
        self._zip.close()


# --- Reading ------------------------------------------------------------------------------------------
class Copy:
    """An opened copy. `password_used` tells whether it was encrypted."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, *, password_used: bool) -> None:
        self._zip, self.manifest, self.password_used = archive, manifest, password_used

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a member block by block, its size and hash compared at the end. Raises `BackupError`."""
        wanted, seen, size = self.manifest.members[name], hashlib.sha256(), 0
        try:
            with self._zip.open(name) as source:
                while block := source.read(BLOCK):
                    seen.update(block)
                    size += len(block)
                    yield block
        except (KeyError, EOFError, zipfile.BadZipFile, OSError, zlib.error) as error:
            raise damaged(name) from error
        if (size, seen.hexdigest()) != (wanted.size, wanted.sha256):
            raise damaged(name)

    def lines(self, name: str) -> Iterator[bytes]:
        rest = b""
        for block in self.blocks(name):
            whole, end, rest = (rest + block).rpartition(b"\n")
            if end:
                yield from whole.split(b"\n")
        if rest:
            raise damaged(name)

    def verify(self, tell: Tell = lambda size: None) -> None:
        """Read everything and compare every hash. Raises `BackupError`."""
        if {*self._zip.namelist()} - {MARK, MANIFEST} != {*self.manifest.members}:
            raise damaged(MANIFEST)
        for name in self.manifest.members:
            for block in self.blocks(name):
                tell(len(block))
        for name in self.manifest.tables:
            if f"tables/{name}.jsonl" not in self.manifest.members:
                raise damaged(name)


def is_sealed(path: Path) -> bool:
    """Whether a copy asks for a password. Raises `BackupError` for what is no copy."""
    with _opened(path) as archive:
        return KEY in archive.namelist()


@contextmanager
def open_copy(path: Path, *, password: str = "", room: Path) -> Iterator[Copy]:
    """Open a copy; an encrypted one is decrypted into `room` first and removed from there afterwards.

    Raises:
        BackupError: `absent`, `foreign`, `cut-off`, `damaged`, `password-needed`, `wrong-password`.
    """
    with contextlib.ExitStack() as stack:
        archive = stack.enter_context(_opened(path))
        sealed = KEY in archive.namelist()
        if sealed:
            archive = stack.enter_context(_unsealed(archive, password, room))
        try:
            manifest = Manifest.from_json(archive.read(MANIFEST))
        except KeyError as error:
            raise foreign() from error
        except (zipfile.BadZipFile, EOFError, zlib.error) as error:
            raise damaged(MANIFEST) from error
        yield Copy(archive, manifest, password_used=sealed)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BackupError(f"Файла {path} немає: перевірте назву.", code="absent") from error
    except zipfile.BadZipFile as error:
        with path.open("rb") as file:
            begins_like_ours = MARK.encode() in file.read(128)
        raise (cut_off() if begins_like_ours else foreign()) from error
    except OSError as error:
        raise foreign() if error.errno is None else _unreadable(path, error) from error
    with archive:
        if MARK not in archive.namelist():
            raise foreign()
        yield archive


def _unreadable(path: Path, error: OSError) -> BackupError:
    return BackupError(f"Файл {path} не читається: {error.strerror}.", code="unreadable")


@contextmanager
def _unsealed(archive: zipfile.ZipFile, password: str, room: Path) -> Iterator[zipfile.ZipFile]:
    if not password:
        raise BackupError("Копія зашифрована: потрібен її пароль.", code="password-needed")
    path = room / f".unsealed-{os.getpid()}.zip"
    try:
        try:
            with archive.open(SEALED) as source, open(path, "xb", opener=_private) as target:
                sealing.unseal(archive.read(KEY), source, target, password)
        except (zipfile.BadZipFile, EOFError, KeyError) as error:
            raise damaged(SEALED) from error
        with _opened(path) as inner:
            yield inner
    finally:
        path.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
