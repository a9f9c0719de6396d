"""The data folder: where a centre keeps everything that is its own, and what kind of centre lives there."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oseredok.base.backup.switch import finish_at_start
from oseredok.console.problems import DISK_FULL, ConsoleError

DEMO = "demo"
CENTRE = "centre"
SPACE_TO_WORK = 200 * 1024 * 1024
"""Below this a start is refused: a database that cannot grow loses what people do."""


def open_folder(path: Path) -> Path:
    """Make the folder when it is absent, prove that it can be written, and return its full path.

    Raises `ConsoleError` with the cure.
    """
    path = path.expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)  # readers' names are not for other users of the machine
        proof = path / ".writable"
        proof.write_text("", encoding="ascii")
        proof.unlink()
    except (NotADirectoryError, FileExistsError) as error:
        raise ConsoleError(f"{path} — це файл, а не тека: вкажіть теку для даних: --data ТЕКА.") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ConsoleError(DISK_FULL) from error
        raise ConsoleError(
            f"У теку {path} не можна писати: дозвольте запис або вкажіть іншу теку: --data ТЕКА."
        ) from error
    if shutil.disk_usage(path).free < SPACE_TO_WORK:
        raise ConsoleError(DISK_FULL)
    return path


@contextmanager
def as_it_was_when_refused(path: Path) -> Iterator[None]:
    """Take away what a refused command has made only to look: the folder itself and the key of a centre that never began."""
    path = path.expanduser().absolute()
    key = Path(os.environ.get("SECRET_KEY_FILE") or path / "secret-key").absolute()
    had_folder, had_key = path.exists(), key.exists()
    try:
        yield
    except ConsoleError:
        if not had_key:
            key.unlink(missing_ok=True)
        if not had_folder and path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        raise


def kind_of(path: Path) -> str:
    """Return `DEMO`, `CENTRE`, or an empty string when nothing lives in the folder yet."""
    try:
        return (path / "kind.txt").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        # A database without the mark is somebody's real work: never taken for a demo.
        return CENTRE if (path / "oseredok.sqlite3").exists() else ""


def mark(path: Path, kind: str) -> None:
    """Remember what lives in the folder, so that no later start mistakes a real centre for a demo."""
    (path / "kind.txt").write_text(kind + "\n", encoding="ascii")


def settle(path: Path, *, demo: bool, empty: bool) -> str:
    """Decide what a start in this folder is, and remember it.

    A folder keeps its kind for good. Raises `ConsoleError` when an empty centre is wanted where a demo lives.
    """
    kind = kind_of(path)
    if kind == DEMO and empty:
        raise ConsoleError(
            f"У теці {path} живе показовий осередок: для справжнього вкажіть іншу теку: --empty --data ТЕКА."
        )
    if not kind:
        kind = DEMO if demo else CENTRE
        mark(path, kind)
    return kind


def use(path: Path, *, kind: str) -> None:
    """Point the settings, which are read once after this, at the folder; finish a restore that was interrupted there."""
    finish_at_start(path)
    os.environ["OSEREDOK_DATA"] = str(path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oseredok.settings")
    if kind == DEMO:
        os.environ["OSEREDOK_DEMO"] = "1"
