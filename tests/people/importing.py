"""Files of readers for the tests of the import, and what a librarian and the worker do with them."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from openpyxl import Workbook

from oseredok.library.people.imports import actions, tasks
from oseredok.library.people.imports.models import Batch
from tests.world import World

TODAY = date(2026, 10, 14)
NONE: dict[str, Any] = {
    "overwrite": False,
    "take_suspected": False,
    "consent_on": None,
    "counting": "none",
    "counted_on": None,
}
HEADER = ["ПІБ", "Дата народження", "Телефон", "Квиток"]


def run_worker() -> None:
    """Do what waits in the queue, here and now: the real worker closes the connection in which the test lives."""
    for row in DBTaskResult.objects.ready().filter(task_path__contains=".imports.tasks."):
        task = getattr(tasks, row.task_path.rpartition(".")[2])
        task.func(SimpleNamespace(task_result=SimpleNamespace(id=row.pk)), *row.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.SUCCESSFUL)


def book(*rows: list[Any], merged: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text, whatever it begins with
    for ref in merged:
        sheet.merge_cells(ref)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def take(world: World, content: bytes, name: str = "читачі.xlsx") -> Batch:
    file = SimpleUploadedFile(name, content)
    return actions.take_file(file=file, library=world.central, staff=world.head, now=world.now)


def check(world: World, content: bytes, **options: Any) -> Batch:
    batch = take(world, content)
    actions.set_up(
        batch=batch, targets=actions.targets_of(batch), options={**NONE, **options}, staff=world.head, now=world.now
    )
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED
    return batch


def carry(world: World, content: bytes, **options: Any) -> Batch:
    batch = check(world, content, **options)
    actions.start(batch=batch, staff=world.head, now=world.now)
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.DONE
    return batch


def outcomes(batch: Batch) -> list[tuple[int, str]]:
    return list(batch.rows.values_list("number", "outcome"))
