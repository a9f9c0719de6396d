"""Verbs about a file of records: take it, say how to read it, try it dry, carry it over, take it back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.text import loose_key, number, tidy
from oseredok.base.core.uploads import MEGABYTE
from oseredok.base.jobs import progress
from oseredok.base.jobs import queries as jobs
from oseredok.base.preferences.queries import value
from oseredok.collections.catalogue.crosswalk.reading import DIALECTS
from oseredok.collections.catalogue.formats import columns, lists, reading
from oseredok.collections.catalogue.formats.encodings import ENCODINGS
from oseredok.collections.catalogue.imports.models import Batch, Before, Feed, FileColumn, KnownColumn, Origin
from oseredok.collections.catalogue.imports.preferences import KEEP_DAYS, LARGEST_FILE, LARGEST_SERVER_FILE
from oseredok.collections.catalogue.models import Location
from oseredok.collections.catalogue.searching import CODE
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.spine.search import outbox

State = Batch.State
WORKS = {State.CHECKING: "check_records", State.RUNNING: "carry_records", State.UNDOING: "undo_records"}
"""What works on a file in each state of work."""


def path_of(batch: Batch) -> Path:
    """Return where the file lies: under our own name, never under the sender's."""
    return Path(settings.MEDIA_ROOT) / "catalogue-imports" / batch.public_id.hex


def inbox() -> Path:
    """Return the folder of the server where other systems and administrators put their files."""
    return Path(settings.CATALOGUE_INBOX)


def inbox_files() -> list[tuple[str, int, float]]:
    """Return names, bytes and moments of the files that lie in the server's folder."""
    folder = inbox()
    if not folder.is_dir():
        return []
    found = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    return [(path.name, path.stat().st_size, path.stat().st_mtime) for path in found]


def take_file(*, file: UploadedFile, origin: str, staff: Account, now: datetime) -> Batch:
    """Keep an uploaded file and look at it; nothing reaches the catalogue yet.

    Raises Invalid (`file_large`, and what `reading.inspect` says), field `file`.
    """
    most = value(LARGEST_FILE) * MEGABYTE
    if (file.size or 0) > most:
        raise _too_large(file.size or 0, most)
    batch = Batch(name=_clean_name(file.name or ""), made_by=staff, made_at=now)
    path = _place_for(batch)
    try:
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
        return _look(batch, path, origin)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def take_server_file(
    *, name: str, origin: str, staff: Account | None, now: datetime, feed: Feed | None = None, path: Path | None = None
) -> Batch:
    """Keep a copy of a file of the server's folder (or, from the command line, of any `path`) and look at it.

    Raises Invalid (`file_gone`, `file_large`, and what `reading.inspect` says), field `file`.
    """
    source = path or inbox() / PurePosixPath(name).name
    if not source.is_file():
        raise Invalid(_("Файлу {name} немає в теці.").format(name=name), code="file_gone", field="file")
    size, most = source.stat().st_size, value(LARGEST_SERVER_FILE) * 1024 * MEGABYTE
    if size > most:
        raise _too_large(size, most)
    batch = Batch(name=_clean_name(source.name), made_by=staff, made_at=now, feed=feed)
    batch.server_file = "" if path else source.name
    target = _place_for(batch)
    try:
        shutil.copyfile(source, target)
        return _look(batch, target, origin)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@transaction.atomic
def set_up(
    *, batch: Batch, how: Mapping[str, Any], targets: Sequence[str], staff: Account | None, now: datetime
) -> Batch:
    """Say how to read the file and what to do with its records, and order the dry run. Raises what `settle` does."""
    return _order(settle(batch=batch, how=how, targets=targets), staff)


@transaction.atomic
def settle(*, batch: Batch, how: Mapping[str, Any], targets: Sequence[str]) -> Batch:
    """Say how to read the file and what to do with its records; whoever calls this does the dry run.

    `how` has `dialect`, `encoding`, `mode`, `take_duplicates`.

    Raises:
        Invalid: no column with titles, one meaning given to two columns, an unknown encoding or dialect.
        Conflict (`batch_state`): it has been carried over, or the file is gone.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    _check_state(batch, State.TAKEN, State.CHECKED)
    if batch.format in reading.TABLES:
        _set_columns(batch, targets)
    elif how["dialect"] not in DIALECTS or how["dialect"] == "list":
        raise Invalid(_("Виберіть, за якими правилами зроблено записи."), code="dialect", field="dialect")
    else:
        batch.dialect = how["dialect"]
    if batch.format not in (*reading.TABLES, "mst64", "marcxml"):
        if how["encoding"] not in ENCODINGS:
            raise Invalid(_("Виберіть кодування."), code="encoding", field="encoding")
        batch.encoding = how["encoding"]
    batch.mode, batch.take_duplicates = how["mode"], how["take_duplicates"]
    batch.state = State.CHECKING
    batch.save()
    return batch


@transaction.atomic
def start(*, batch: Batch, staff: Account | None, now: datetime) -> Batch:
    """Order the real run of a checked file. The form sent twice orders once.

    Raises Conflict (`batch_state`).
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == State.RUNNING:
        return batch
    _check_state(batch, State.CHECKED)
    begin_running(batch)
    return _order(batch, staff)


@transaction.atomic
def start_undo(*, batch: Batch, staff: Account | None, now: datetime) -> Batch:
    """Order the taking back of a file that was carried over, wholly or until it was stopped.

    Raises Conflict (`batch_state`, `undo_late`).
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == State.UNDOING:
        return batch
    if batch.state != State.DONE and not (batch.state == State.RUNNING and is_stuck(batch)):
        raise Conflict(_("Скасувати можна лише перенесений файл."), code="batch_state")
    batch.state = State.UNDOING
    return _order(batch, staff)


def is_stuck(batch: Batch) -> bool:
    """Tell whether the work on a file is over, but not done: somebody stopped it, or it failed."""
    if batch.state not in WORKS or batch.task_id is None:
        return False
    job = jobs.seen(batch.task_id)
    return job is None or job.is_over


@transaction.atomic
def again(*, batch: Batch, staff: Account | None) -> Batch:
    """Order the work on a file anew after it was stopped. What was done is not done again.

    Raises Conflict (`batch_state`): it goes on, or somebody was first.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not is_stuck(batch):
        raise Conflict(_("Файл зараз у роботі: зачекайте."), code="batch_state")
    return _order(batch, staff)


@transaction.atomic
def delete_file(*, batch: Batch, now: datetime) -> Batch:
    """Erase the file; one that was never carried over goes whole. Raises Conflict (`batch_state`)."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in WORKS:
        raise Conflict(_("Файл зараз у роботі: зачекайте."), code="batch_state")
    path = path_of(batch)
    if batch.state in (State.TAKEN, State.CHECKED):
        batch.delete()
    else:
        batch.file_deleted_on = clock.local_date(now)
        batch.save(update_fields=["file_deleted_on"])
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return batch


def forget_files(*, now: datetime) -> int:
    """Erase files whose time is over and what stood before them; return how many files."""
    old = now - timedelta(days=value(KEEP_DAYS))
    Before.objects.filter(batch__finished_at__lt=old).exclude(batch__state=State.UNDOING).delete()
    count = 0
    for batch in Batch.objects.filter(made_at__lt=old, file_deleted_on__isnull=True).exclude(state__in=list(WORKS)):
        delete_file(batch=batch, now=now)
        count += 1
    return count


@transaction.atomic
def place_locations(*, places: Mapping[int, Library | None]) -> None:
    """Tie locations (by id) to branches; all their copies move with them."""
    for location in Location.objects.select_for_update().filter(pk__in=list(places)):
        location.library = places[location.pk]
        location.save(update_fields=["library"])
    outbox.changed(CODE)


def begin_counting(batch: Batch) -> None:
    """Forget what a former run has counted and found."""
    batch.findings.all().delete()
    zero = dict.fromkeys(("done", "new", "changed", "same", "duplicate", "repaired", "rejected", "deleted"), 0)
    for name in zero:
        setattr(batch, name, 0)
    Batch.objects.filter(pk=batch.pk).update(**zero)


def begin_running(batch: Batch) -> None:
    """Make a batch ready for its real run: counted from the beginning, its records told of in progress."""
    batch.total = batch.done
    begin_counting(batch)
    batch.state = State.RUNNING


def move(batch: Batch, state: str) -> None:
    batch.state = state
    batch.save(update_fields=["state", "finished_at", "notes"])


def _look(batch: Batch, path: Path, origin: str) -> Batch:
    most = value(LARGEST_SERVER_FILE) * 1024 * MEGABYTE
    unpacked = reading.unpack(path, most=most)
    found = reading.inspect(path)
    batch.format, batch.dialect, batch.encoding = found.format, found.dialect, found.encoding[:12]
    batch.size = path.stat().st_size
    batch.notes = _("Розпаковано з архіву.") if unpacked else ""
    with transaction.atomic():
        batch.origin, _made = Origin.objects.get_or_create(name=tidy(origin)[:80] or _("Без назви"))
        batch.save()
        if found.format in reading.TABLES:
            _keep_columns(batch, path)
    return batch


def _keep_columns(batch: Batch, path: Path) -> None:
    titles, _rows, _header = lists.titles_of(path, batch.format)
    keys = [loose_key(title)[:200] for title in titles]
    known = dict(KnownColumn.objects.filter(key__in=[key for key in keys if key]).values_list("key", "target"))
    FileColumn.objects.bulk_create(
        FileColumn(batch=batch, place=place, title=title, target=target)
        for place, (title, target) in enumerate(zip(titles, columns.guess_all(titles, known), strict=True))
    )


def _set_columns(batch: Batch, targets: Sequence[str]) -> None:
    rows = list(batch.columns.all())
    chosen = [target for target in targets if target]
    if len(targets) != len(rows) or not set(chosen) <= set(columns.TARGETS):
        raise Invalid(_("Стовпці змінилися: відкрийте сторінку ще раз."), code="columns_changed")
    if twice := [str(columns.TARGETS[target]) for target in dict.fromkeys(chosen) if chosen.count(target) > 1]:
        raise Invalid(
            _("Одне значення вибрано для двох стовпців: {names}.").format(names=", ".join(twice)), code="column_twice"
        )
    if "title" not in chosen:
        raise Invalid(_("Виберіть, у якому стовпці назва."), code="no_title_column")
    for row, target in zip(rows, targets, strict=True):
        row.target = target
        if (key := loose_key(row.title)[:200]) and columns.guess(row.title) != target:
            KnownColumn.objects.update_or_create(key=key, defaults={"target": target})
    FileColumn.objects.bulk_update(rows, ["target"])


def _order(batch: Batch, staff: Account | None) -> Batch:
    from oseredok.collections.catalogue.imports import tasks

    name = WORKS[State(batch.state)]
    title = tasks.TITLES[name].format(name=batch.name)
    by, by_id = (staff.short_name, staff.pk) if staff else ("", None)
    job = progress.order(getattr(tasks, name), batch.pk, title=title, by=by, by_id=by_id)
    batch.task_id = job.task_id
    batch.save()
    return batch


def _check_state(batch: Batch, *states: str) -> None:
    if batch.state not in states or batch.file_deleted_on is not None:
        raise Conflict(
            _("Цей файл уже {state}. Щоб перенести ще раз, завантажте його знову.").format(
                state=batch.get_state_display()
            ),
            code="batch_state",
        )


def _place_for(batch: Batch) -> Path:
    path = path_of(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _too_large(size: int, most: int) -> Invalid:
    sentence = _(
        "Файл завеликий: {size} МБ. Найбільше {most} МБ. Більший попросіть адміністратора покласти в теку сервера."
    )
    return Invalid(
        sentence.format(size=number(size / MEGABYTE, 1), most=number(most / MEGABYTE, 0)),
        code="file_large",
        field="file",
    )


def _clean_name(name: str) -> str:
    bare = PurePosixPath(PureWindowsPath(tidy(name)).name).name
    return bare[-120:] or _("файл без назви")
