"""Taking a copy back. Everything is made and proved aside; the present centre is touched by the last step only."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import DatabaseError
from django.utils.translation import gettext as _

from oseredok.base.backup import aside, history, lasting, switch
from oseredok.base.backup.archive import SECRET, Copy, Manifest, open_copy
from oseredok.base.backup.loading import fill, refuse_a_newer_copy, refuse_other_totals
from oseredok.base.backup.problems import BackupError, damaged, no_space, of_the_system

Tell = Callable[[str, float], None]
SPARE = 100 * 1024 * 1024


@dataclass(frozen=True)
class Restored:
    """What was restored, where the former centre is kept (empty when there was none), what was decided after the copy."""

    manifest: Manifest
    kept: str
    since: list[str]


def check_copy(*, source: Path, password: str = "", tell: Tell = lambda doing, part: None) -> Manifest:
    """Read a copy from its first to its last byte and compare everything. Raises `BackupError`."""
    room = Path(settings.DATA)
    with _plain_disk_errors(), open_copy(source, password=password, room=room) as copy:
        refuse_a_newer_copy(copy.manifest)
        _verify(copy, tell)
        return copy.manifest


def restore_copy(
    *, source: Path, password: str = "", replace: bool = False, now: datetime, tell: Tell = lambda doing, part: None
) -> Restored:
    """Put the centre of a copy in the place of this one.

    Raises:
        BackupError: `running`, `not-empty`, `newer`, `no-space`, what `check_copy` raises. Nothing has changed then.
    """
    data = Path(settings.DATA)
    with _plain_disk_errors():
        aside.refuse_a_running_centre()
        empty = aside.is_empty()
        if not empty and not replace:
            raise BackupError(
                _("Тут уже є осередок із даними. Щоб замінити його, додайте --replace: теперішній збережеться поруч."),
                code="not-empty",
            )
        with open_copy(source, password=password, room=data) as copy, _workshop(data) as workshop:
            refuse_a_newer_copy(copy.manifest)
            _refuse_a_full_disk(copy, data)
            _verify(copy, lambda doing, part: tell(doing, part * 0.1))
            carried = history.carry_out()
            secret, made_at = _secret(copy), datetime.fromisoformat(copy.manifest.made_at)
            known = lasting.known_about(secret=secret, source=source, has_centre=not empty, now=now)
            with aside.database_aside():
                fill(copy, tell)
                since = lasting.repeat(contents=known, secret=secret, made_at=made_at, now=now)
                refuse_other_totals(copy.manifest)  # who is erased again is counted as before
                history.carry_in(carried)
                history.note_restore(manifest=copy.manifest, source=source, words=" ".join(since), now=now)
            tell(_("Повертаємо файли"), 0.9)
            _extract(copy, workshop)
            kept = _switch(data, workshop, now)
        lasting.write_after(contents=known, secret=secret, now=now)
    return Restored(copy.manifest, "" if empty else kept, since)


def finish_interrupted() -> bool:
    """PostgreSQL: finish the switch of files when the database had switched before the power went. True: start again."""
    data, schema = Path(settings.DATA), switch.waits_for(Path(settings.DATA))
    if not schema:
        return False
    if not aside.has_schema(schema):
        switch.forget(data)
        return False
    return switch.finish(data)


@contextmanager
def _workshop(data: Path) -> Iterator[Path]:
    """A folder for what is being made; nothing of it is left behind."""
    folder = data / "restoring"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        _new_secret().unlink(missing_ok=True)
        with contextlib.suppress(DatabaseError):
            aside.drop_leftovers()


def _verify(copy: Copy, tell: Tell) -> None:
    whole, done = max(1, sum(member.size for member in copy.manifest.members.values())), 0

    def count(size: int) -> None:
        nonlocal done
        done += size
        tell(_("Перевіряємо копію"), done / whole)

    copy.verify(count)


def _extract(copy: Copy, workshop: Path) -> None:
    (workshop / "files").mkdir(mode=0o700)
    for name in copy.manifest.members:
        if name.startswith("files/"):
            _write(workshop / _safe(name), copy.blocks(name))
    _write(_new_secret(), copy.blocks(SECRET))
    _new_secret().chmod(0o600)


def _secret(copy: Copy) -> str:
    return b"".join(copy.blocks(SECRET)).decode("ascii").strip()


def _new_secret() -> Path:
    """The key may live elsewhere than the data: what replaces it is made on the same disk."""
    path = Path(settings.SECRET_KEY_FILE)
    return path.with_name(path.name + ".restoring")


def _safe(name: str) -> str:
    """A copy that somebody has made by hand must not write outside its folder."""
    parts = PurePosixPath(name).parts
    if ".." in parts or "\\" in name or ":" in name or name.startswith("/"):
        raise damaged(name)
    return name


def _write(path: Path, blocks: Iterator[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("wb") as file:
        for block in blocks:
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


def _switch(data: Path, workshop: Path, now: datetime) -> str:
    stamp = f"{now.astimezone(UTC):%Y%m%d-%H%M%S}"
    moves = aside.moves(stamp=stamp, new_files=workshop / "files", new_secret=_new_secret())
    if aside.is_postgresql():
        schema = f"before_restore_{stamp.replace('-', '_')}"
        switch.write_down(data, moves, schema=schema)
        try:
            aside.swap_schemas(keep_as=schema)
        except DatabaseError:
            switch.forget(data)
            raise
        switch.finish(data)
        return _("схема бази {schema} і тека {folder}").format(schema=schema, folder=data / f"before-restore-{stamp}")
    switch.write_down(data, moves)
    switch.finish(data)
    return str(data / f"before-restore-{stamp}")


def _refuse_a_full_disk(copy: Copy, data: Path) -> None:
    needed = int(sum(member.size for member in copy.manifest.members.values()) * 1.5) + SPARE
    free = shutil.disk_usage(data).free
    if needed > free:
        raise no_space(needed=needed, free=free, where=data)


@contextmanager
def _plain_disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise of_the_system(error) from error
