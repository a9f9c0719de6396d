"""`oseredok import-records`: a file of records carried into the catalogue at the keyboard, without the site.

Killed in the middle, the same command goes on from where it stopped.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from oseredok.console.problems import ConsoleError, plain_words
from oseredok.console.say import say, step

if TYPE_CHECKING:
    from oseredok.collections.catalogue.imports.models import Batch


def import_records(
    path: Path, *, origin: str, encoding: str, dialect: str, mode: str, skip_duplicates: bool, agreed: bool
) -> None:
    """Look at a file, try it dry, ask, carry it over. Raises `ConsoleError` with a sentence."""
    from oseredok.base.core.errors import DomainError
    from oseredok.base.jobs import progress
    from oseredok.collections.catalogue.imports import actions, tasks

    with plain_words():
        try:
            batch = _begun(path) or _checked(path, origin, encoding, dialect, mode, skip_duplicates)
            if batch.state == batch.State.CHECKED:
                if not agreed and not _ask():
                    actions.delete_file(batch=batch, now=_now())
                    say("Нічого не змінено.")
                    return
                actions.begin_running(batch)
                batch.save()
            else:
                say(f"Продовжуємо із запису {batch.done + 1}.")
            title = str(tasks.TITLES["carry_records"]).format(name=batch.name)
            with step("Переносимо"), progress.running(title=title, of=batch.total) as job:
                tasks.carry(batch, job)
                progress.finish(job, sentence=tasks.said(batch))
        except DomainError as refusal:
            raise ConsoleError(refusal.message) from refusal
    say(tasks.said(batch))
    for note in batch.notes.splitlines():
        say(note)


def _checked(path: Path, origin: str, encoding: str, dialect: str, mode: str, skip_duplicates: bool) -> "Batch":
    """Take a file and try it dry."""
    from oseredok.base.jobs import progress
    from oseredok.collections.catalogue.formats.reading import FORMATS
    from oseredok.collections.catalogue.imports import actions, queries, tasks

    if not path.is_file():
        raise ConsoleError(f"Немає такого файлу: {path}.")
    batch = actions.take_server_file(name=path.name, origin=origin, staff=None, now=_now(), path=path)
    how = {
        "dialect": dialect or batch.dialect,
        "encoding": encoding or batch.encoding,
        "mode": mode,
        "take_duplicates": not skip_duplicates,
    }
    targets = list(batch.columns.order_by("place").values_list("target", flat=True))
    try:
        batch = actions.settle(batch=batch, how=how, targets=targets)
    except Exception:
        actions.delete_file(batch=batch, now=_now())
        raise
    say(f"{FORMATS[batch.format]}, {batch.dialect}, {batch.encoding}")
    for title in next((one.titles for one in queries.samples(batch) if one.encoding == batch.encoding), []):
        say(f"    {title[:100]}")
    with step("Перевіряємо, нічого не змінюючи"), progress.running(title=path.name) as job:
        tasks.check(batch, job)
    say(tasks.said(batch))
    for finding in queries.findings(batch)[:10]:
        say(f"    {finding.number}: {finding.get_outcome_display()}. {finding.reason}")
    return batch


def _begun(path: Path) -> "Batch | None":
    """Return the batch of the same file that a former run of this command has not finished."""
    from oseredok.collections.catalogue.imports import actions
    from oseredok.collections.catalogue.imports.models import Batch

    size = path.stat().st_size if path.is_file() else -1
    unfinished = Batch.objects.select_related("origin").filter(
        state=Batch.State.RUNNING, task_id=None, name=path.name, size=size
    )
    return next((one for one in unfinished if actions.path_of(one).exists()), None)


def _ask() -> bool:
    if not sys.stdin.isatty():
        raise ConsoleError("Щоб перенести без запитання, додайте --yes.")
    return input("Перенести? [т/н] ").strip().lower()[:1] in ("т", "y")


def _now() -> datetime:
    return datetime.now(tz=UTC)
