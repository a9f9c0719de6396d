"""Verbs about a file of readers: take it, say what its columns mean, try it dry, carry it over, take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, Invalid
from oseredok.base.core.tables import XLSX
from oseredok.base.core.text import tidy
from oseredok.base.core.uploads import TABLES, check_upload
from oseredok.base.jobs import progress
from oseredok.base.jobs import queries as jobs
from oseredok.base.preferences import registry
from oseredok.base.preferences.queries import value
from oseredok.library.people.imports import columns, reading
from oseredok.library.people.imports.models import Batch, BatchColumn, FieldBefore, Row
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library

KEEP_FILE_DAYS = registry.register(
    registry.Whole(
        code="people.import_file_days",
        group="people",
        question=gettext_lazy(
            "Скільки днів зберігати завантажений файл читачів, якщо його не перенесли або є відмови?"
        ),
        hint=gettext_lazy(
            "Перенесений без відмов файл стираємо одразу. Стільки ж днів зберігаємо, що було в доповнених записах: "
            "на випадок, якщо перенесення скасують."
        ),
        default=7,
        least=1,
        most=60,
        unit=("день", "дні", "днів"),
    )
)
State = Batch.State

# What works on a file in each state of work, and where the file stands when the work is given up.
_WORKS = {
    State.CHECKING: ("check_file", State.UPLOADED),
    State.RUNNING: ("carry_file", State.CHECKED),
    State.UNDOING: ("undo_file", State.DONE),
}


def path_of(batch: Batch) -> Path:
    """Return where the file lies: under our own name, never under the sender's."""
    return Path(settings.MEDIA_ROOT) / "imports" / f"{batch.public_id.hex}.{batch.kind}"


def found_of(batch: Batch) -> reading.Found:
    """Return how the batch's file is to be read."""
    return reading.Found(
        kind=batch.kind, encoding=batch.encoding, delimiter=batch.delimiter, header_row=batch.header_row
    )


def targets_of(batch: Batch) -> list[str]:
    return [column.target for column in batch.columns.all()]


def take_file(*, file: UploadedFile, library: Library, staff: Account, now: datetime) -> Batch:
    """Keep a file and look at its beginning; nothing reaches the registry yet.

    Raises Invalid for a file that is no table, is locked, broken, empty, or unpacks into too much.
    """
    kind = "xlsx" if check_upload(file, TABLES) == XLSX else "csv"
    batch = Batch(library=library, name=_clean_name(file.name or ""), kind=kind, made_at=now, made_by=staff)
    path = path_of(batch)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("wb") as target:
            for piece in file.chunks():
                target.write(piece)
        found = reading.inspect(path, kind=kind)
        with transaction.atomic():
            batch.encoding, batch.delimiter, batch.header_row = found.encoding, found.delimiter, found.header_row
            batch.notes = "\n".join(found.notes)
            batch.save()
            guessed = columns.guess_all(found.titles, library=library, cells=found.first_rows)
            BatchColumn.objects.bulk_create(
                [
                    BatchColumn(batch=batch, place=place, title=title, target=target)
                    for place, (title, target) in enumerate(zip(found.titles, guessed, strict=True))
                ]
            )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return batch


@transaction.atomic
def set_up(
    *,
    batch: Batch,
    targets: Sequence[str],
    options: Mapping[str, Any],
    staff: Account,
    now: datetime,
) -> Batch:
    """Say what the columns mean and how to carry over, and order the dry run.

    Raises:
        Invalid: no column with a name, or one meaning given to two columns.
        Conflict (`batch_state`): it has been carried over, or the file is gone.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    _check_state(batch, State.UPLOADED, State.CHECKED)
    rows = list(batch.columns.all())
    _check_targets(targets, len(rows))
    for column, target in zip(rows, targets, strict=True):
        column.target = "" if columns.is_forbidden(column.title) else target
    BatchColumn.objects.bulk_update(rows, ["target"])
    columns.remember([column.title for column in rows], [column.target for column in rows], library=batch.library)
    for name in ("overwrite", "take_suspected", "consent_on", "counting", "counted_on"):
        setattr(batch, name, options[name])
    if batch.counting == Batch.Counting.DAY and batch.counted_on is None:
        raise Invalid(_("Скажіть, якого дня їх зареєстровано."), code="counted_on", field="counted_on")
    if batch.counting == Batch.Counting.COLUMN and not {"registered_on", "created_on"} & set(targets):
        raise Invalid(_("Немає стовпця з датою реєстрації: виберіть його вище."), code="no_date", field="counting")
    _check_day(batch.counted_on, "counted_on", now, this_year=True)
    _check_day(batch.consent_on, "consent_on", now)
    Row.objects.filter(batch=batch).delete()
    batch.state = State.CHECKING
    return _order(batch, "check_file", staff)


@transaction.atomic
def start(*, batch: Batch, staff: Account, now: datetime) -> Batch:
    """Order the real run of a checked file. The form sent twice orders once.

    Raises Conflict (`batch_state`).
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == State.RUNNING:
        return batch
    _check_state(batch, State.CHECKED)
    batch.state = State.RUNNING
    return _order(batch, "carry_file", staff)


@transaction.atomic
def start_undo(*, batch: Batch, staff: Account, now: datetime) -> Batch:
    """Order the taking back of what the batch brought. Raises Conflict (`batch_state`)."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == State.UNDOING:
        return batch
    if batch.state != State.DONE:
        raise Conflict(_("Скасувати можна лише перенесений файл."), code="batch_state")
    batch.state = State.UNDOING
    return _order(batch, "undo_file", staff)


def is_stuck(batch: Batch) -> bool:
    """Tell whether the work on a file is over, but not done: somebody took it out of the queue, or it was given up."""
    if batch.state not in _WORKS or batch.task_id is None:
        return False
    job = jobs.seen(batch.task_id)
    return job is None or job.is_over


@transaction.atomic
def again(*, batch: Batch, staff: Account) -> Batch:
    """Order the work on a file anew after it was stopped. What was done is not done again.

    Raises Conflict (`batch_state`): it goes on, or somebody was first.
    """
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not is_stuck(batch):
        raise Conflict(_("Файл зараз у роботі: зачекайте."), code="batch_state")
    return _order(batch, _WORKS[State(batch.state)][0], staff)


@transaction.atomic
def delete_file(*, batch: Batch, now: datetime) -> Batch:
    """Erase the file, and what its rows said of people; a file that was never carried over goes whole."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in _WORKS:
        raise Conflict(_("Файл зараз у роботі: зачекайте."), code="batch_state")
    path = path_of(batch)
    if batch.state in (State.UPLOADED, State.CHECKED):
        batch.delete()
    else:
        Row.objects.filter(batch=batch).update(reason="")
        batch.columns.update(title="")
        batch.file_deleted_on = clock.local_date(now)
        batch.save()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
    return batch


def forget_files(*, now: datetime) -> int:
    """Erase files whose time is over, those that no batch knows, and what stood before; return how many files."""
    old = now - timedelta(days=value(KEEP_FILE_DAYS))
    FieldBefore.objects.filter(row__batch__finished_at__lt=old).exclude(row__batch__state=State.UNDOING).delete()
    due = Batch.objects.filter(Q(finished_at__lt=old) | Q(finished_at__isnull=True, made_at__lt=old))
    count = 0
    for batch in due.filter(file_deleted_on__isnull=True):
        if is_stuck(batch):
            batch.state = _WORKS[State(batch.state)][1]
            batch.save(update_fields=["state"])
        elif batch.state in _WORKS:
            continue
        delete_file(batch=batch, now=now)
        count += 1
    folder = Path(settings.MEDIA_ROOT) / "imports"
    for path in folder.glob("*.*") if folder.is_dir() else ():
        is_old = datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo) < old
        if is_old and not Batch.objects.filter(public_id=_as_uuid(path.stem), file_deleted_on__isnull=True).exists():
            path.unlink(missing_ok=True)
            count += 1
    return count


def _order(batch: Batch, task_name: str, staff: Account) -> Batch:
    from oseredok.library.people.imports import tasks

    title = tasks.TITLES[task_name].format(name=batch.name)
    job = progress.order(getattr(tasks, task_name), batch.pk, title=title, by=staff.short_name, by_id=staff.pk)
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


def _check_targets(targets: Sequence[str], amount: int) -> None:
    chosen = [target for target in targets if target]
    if len(targets) != amount or not set(chosen) <= set(columns.TARGETS):
        raise Invalid(_("Стовпці змінилися: відкрийте сторінку ще раз."), code="columns_changed")
    twice = {target for target in chosen if chosen.count(target) > 1}
    if twice:
        names = ", ".join(str(columns.TARGETS[target]) for target in columns.TARGETS if target in twice)
        raise Invalid(_("Одне значення вибрано для двох стовпців: {names}.").format(names=names), code="column_twice")
    if "full_name" not in chosen and "surname" not in chosen:
        raise Invalid(_("Виберіть, у якому стовпці прізвище або ПІБ."), code="no_name_column")
    if "full_name" in chosen and {"surname", "given_name"} & set(chosen):
        raise Invalid(_("Виберіть або ПІБ одним стовпцем, або прізвище та ім’я окремо."), code="name_two_ways")


def _check_day(day: date | None, name: str, now: datetime, *, this_year: bool = False) -> None:
    today = clock.local_date(now)
    if day is None:
        return
    if day > today or day.year < 1990:
        raise Invalid(_("Цей день іще не настав або надто давній."), code="day", field=name)
    if this_year and day.year != today.year:
        raise Invalid(_("Рахуємо лише зареєстрованих цього року."), code="day", field=name)


def _clean_name(name: str) -> str:
    bare = PurePosixPath(PureWindowsPath(tidy(name)).name).name
    return bare[-120:] or _("файл без назви")


def _as_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
