"""`oseredok backup` and `oseredok restore`: copies at the keyboard, each refusal one sentence."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from oseredok.console import folder
from oseredok.console.problems import ConsoleError, plain_words
from oseredok.console.say import say, step


def back_up(to: Path | None) -> None:
    """Make a copy where the library has said, or in one file."""
    from oseredok.base.backup import actions, aside
    from oseredok.base.backup.models import Asked

    if not aside.is_postgresql() and not aside.database_file().exists():
        raise ConsoleError("Тут ще немає осередку: копіювати нічого. Вкажіть його теку: --data ТЕКА.")
    if to is not None and to.exists():
        raise ConsoleError(f"Файл {to} уже є: вкажіть іншу назву.")
    target = to.expanduser().absolute() if to else None
    with _plain(), step("Резервна копія") as tell:
        run = actions.back_up(asked=Asked.CONSOLE, now=_now(), tell=_each_word(tell), file=target)
    for placing in run.placings.all():
        say(f"    {placing.get_state_display()}: {placing.place} {placing.reason}".rstrip())
    say(f"Копія {run.name}: {_size(run.size)}, записів {run.rows}, файлів {run.files}. Прочитано назад і перевірено.")
    if not run.sealed:
        say("Копія без пароля: хто її знайде, прочитає дані людей. Зберігайте її під замком.")


def check(path: Path, *, password_file: Path | None) -> None:
    """Read a copy through and say what is in it."""
    from oseredok.base.backup.restore import check_copy

    with _plain():
        password = _password(path, password_file)
        with step("Перевіряємо копію"):
            manifest = check_copy(source=path, password=password)
    say(f"Копія ціла. Зроблено {_moment(manifest.made_at)}, версія {manifest.version}.")
    say(f"У ній записів {manifest.rows}, файлів {manifest.files}.")


def restore(path: Path, *, replace: bool, password_file: Path | None) -> None:
    """Put the centre of a copy in the place of this one."""
    from django.conf import settings

    from oseredok.base.backup.restore import restore_copy

    with _plain():
        password = _password(path, password_file)
        with step("Відновлюємо осередок") as tell:
            done = restore_copy(source=path, password=password, replace=replace, now=_now(), tell=_each_word(tell))
    folder.mark(Path(settings.DATA), folder.DEMO if done.manifest.demo else folder.CENTRE)
    say(
        f"Осередок відновлено станом на {_moment(done.manifest.made_at)}: записів {done.manifest.rows}, файлів {done.manifest.files}."
    )
    say("Кожен рядок і файл звірено з копією, підсумки щоденника збігаються.")
    for sentence in done.since:
        say(sentence)
    if done.kept:
        say(f"Попередній осередок збережено: {done.kept}. Видаліть його, коли переконаєтеся, що все на місці.")


@contextmanager
def _plain() -> Iterator[None]:
    from oseredok.base.core.errors import DomainError

    try:
        with plain_words():
            yield
    except DomainError as refusal:
        raise ConsoleError(refusal.message) from refusal


def _password(path: Path, password_file: Path | None) -> str:
    """Return the password of an encrypted copy: from the file, the keyboard, or one line of the input."""
    from oseredok.base.backup.archive import is_sealed

    if not is_sealed(path):
        return ""
    if password_file is not None:
        try:
            return password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise ConsoleError(f"Файл із паролем {password_file} не читається: {error.strerror}.") from error
    if sys.stdin.isatty():
        return getpass.getpass("Пароль копії (не видно, коли вводите): ")
    return sys.stdin.readline().rstrip("\r\n")


def _each_word(tell: Callable[[str], None]) -> Callable[[str, float], None]:
    """Say each new thing that is being done, once."""
    said = ""

    def hear(doing: str, part: float) -> None:
        nonlocal said
        if doing != said:
            said = doing
            tell(doing)

    return hear


def _moment(text: str) -> str:
    from oseredok.base.core.clock import local

    return f"{local(datetime.fromisoformat(text)):%d.%m.%Y %H:%M}"


def _size(size: int) -> str:
    return f"{size / 1024**2:.1f} МБ".replace(".", ",")


def _now() -> datetime:
    return datetime.now(tz=UTC)
