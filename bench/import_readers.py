"""Measures an import of readers: the look at the file, the dry run and the run, each by the product's own verbs and tasks.

    python bench/import_readers.py [--rows 20000] [--kind xlsx] [--database postgres://...] [--folder DIR]

Every tenth phone cannot be one, every twentieth row is told twice: a file takes 100,000 rows, so 95000 is the most. `--folder`: beside the readers of an
earlier run of `bench/people.py`. Memory is the most that this process has ever taken.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import resource
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import measuring
from bench.invented import people

TITLES = ["Прізвище", "Ім’я", "По батькові", "Рік народження", "Телефон", "Електронна пошта"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("DATABASE_URL", ""))
    parser.add_argument("--folder", default="")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--kind", choices=("xlsx", "csv"), default="xlsx")
    options = parser.parse_args()
    with measuring.own_place(database=options.database, folder=options.folder):
        measuring.prepare()
        print(f"{measuring.machine()}; {options.rows:,} rows of {options.kind}", flush=True)
        run(rows=options.rows, kind=options.kind)


def run(*, rows: int, kind: str) -> None:
    """Take a file, try it, carry it over."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.utils import timezone

    from oseredok.library.people.imports import actions, queries
    from oseredok.library.people.models import Account, Reader
    from tests import world

    if not measuring.is_filled():
        world.build()
    staff, now = Account.objects.get(username="head"), timezone.now()
    place = Reader.objects.select_related("home_library")[0].home_library
    content = _as_xlsx(rows) if kind == "xlsx" else _as_csv(rows)
    print(f"  readers before: {Reader.objects.count():,}, file of {len(content) / 1e6:.1f} MB{_memory()}")
    with measuring.timed("taken and looked at"):
        batch = actions.take_file(
            file=SimpleUploadedFile(f"readers.{kind}", content), library=place, staff=staff, now=now
        )
    options = {"overwrite": False, "take_suspected": False, "consent_on": None, "counting": "none", "counted_on": None}
    targets = actions.targets_of(batch)
    batch = actions.set_up(batch=batch, targets=targets, options=options, staff=staff, now=now)
    with measuring.timed("dry run"):
        _work()
    print(f"    {queries.counts_of(batch)}{_memory()}")
    batch.refresh_from_db()
    actions.start(batch=batch, staff=staff, now=now)
    with measuring.timed("run"):
        _work()
    print(f"  readers after: {Reader.objects.count():,}{_memory()}")


def _work() -> None:
    """Do what waits in the queue, as the worker does."""
    from django_tasks_db.models import DBTaskResult

    from oseredok.library.people.imports import tasks

    for row in DBTaskResult.objects.ready().filter(task_path__contains=".imports.tasks."):
        task = getattr(tasks, row.task_path.rpartition(".")[2])
        task.func(SimpleNamespace(task_result=SimpleNamespace(id=row.pk)), *row.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=row.pk).delete()


def _rows(amount: int) -> Any:
    for number, one in enumerate(people(amount)):
        phone = "12345" if number % 10 == 7 else one.phone
        yield [f"{one.surname}-Нова", one.given_name, one.patronymic, one.birth_year, phone, one.email]
        if number % 20 == 3:
            yield [f"{one.surname}-Нова", one.given_name, one.patronymic, one.birth_year, phone, one.email]


def _as_xlsx(amount: int) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(TITLES)
    for row in _rows(amount):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _as_csv(amount: int) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(TITLES)
    writer.writerows(_rows(amount))
    return text.getvalue().encode()


def _memory() -> str:
    return f"; memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
