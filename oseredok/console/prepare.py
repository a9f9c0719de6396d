"""Everything that must be true before the first page is served: database, static files, the demo's data."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from oseredok.console.problems import ConsoleError, plain_words
from oseredok.console.say import say, step


def set_up() -> None:
    """Load Django with the settings that the environment asks for."""
    import django

    django.setup()

    from oseredok.base.backup.restore import finish_interrupted

    with plain_words():
        if finish_interrupted():
            raise ConsoleError("Відновлення з копії щойно завершено після зупинки. Запустіть команду ще раз.")


def refuse_a_newer_database() -> None:
    """Refuse a database that a newer version has changed: an older one would spoil it.

    Raises `ConsoleError`.
    """
    from oseredok.base.core import database

    change = database.unknown_change()
    if change:
        raise ConsoleError(database.newer_database(change))


def migrate() -> int:
    """Bring the database to this version; return how many changes were made.

    Raises `ConsoleError` for a database that is newer, broken, locked or out of reach.
    """
    from django.core.management import call_command

    from oseredok.base.core.database import waiting_changes
    from oseredok.library.offer.actions import load_catalogue

    with plain_words():
        refuse_a_newer_database()
        waiting = waiting_changes()
        if waiting:
            with step(f"База даних: змін {waiting}"):
                call_command("migrate", interactive=False, verbosity=0)
                # A new version may bring new services and better words; what the office edited stays.
                load_catalogue()
    return waiting


def collect_static() -> bool:
    """Collect the static files into the data folder when they differ from last time; return whether they did."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    seen = [settings.STORAGES["staticfiles"]["BACKEND"]]
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            seen.append(f"{path} {stat.st_size} {stat.st_mtime_ns}")
    stamp = hashlib.sha256(json.dumps(sorted(seen)).encode()).hexdigest()
    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    if stamp_file.is_file() and stamp_file.read_text(encoding="ascii") == stamp:
        return False
    with plain_words(), step("Оформлення сторінок: стиснення й контрольні суми"):
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp_file.write_text(stamp, encoding="ascii")
    return True


def is_empty_centre() -> bool:
    """Whether nobody has set this centre up yet."""
    from oseredok.library.places.models import LibrarySystem

    return not LibrarySystem.objects.exists()


def setup_code() -> str:
    """Return a new one-time code that opens the empty centre in the browser; the former one opens nothing any more."""
    from oseredok.faces.office.setup_actions import issue_code

    with plain_words():
        return issue_code(now=datetime.now(tz=UTC))


def load_demo() -> bool:
    """Fill an empty centre with the demo, all or nothing; return False when there is something in it already."""
    from django.db import transaction

    from oseredok.demo import centre
    from oseredok.spine.search import indexer

    if not is_empty_centre():
        return False
    title = "Показовий осередок: бібліотеки, люди, півтора року записів"
    # One transaction: a start that was interrupted half-way leaves no half of a town behind.
    with plain_words(), step(title) as tell, transaction.atomic():
        centre.load_demo(now=datetime.now(tz=UTC), progress=_every_tenth(tell))
    with plain_words(), step("Індекс пошуку"):
        indexer.rebuild()
    return True


def _every_tenth(tell: Callable[[str], None]) -> Callable[[float], None]:
    """Return a function that hears of any progress and speaks at each new tenth."""
    told = 0

    def progress(part: float) -> None:
        nonlocal told
        if int(part * 10) > told:
            told = int(part * 10)
            tell(f"{told * 10} %")

    return progress


def say_sign_ins() -> None:
    """Print who can sign in to the demo."""
    from oseredok.demo.signins import SIGN_INS

    say("Увійти до показового осередку можна так:")
    for sign_in in SIGN_INS:
        say(f"    {sign_in}")
