"""Real files of records, sound and damaged, none of which may stop an import or lose something unsaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.errors import Invalid
from oseredok.collections.catalogue.formats import reading
from oseredok.collections.catalogue.imports import actions, tasks
from oseredok.collections.catalogue.imports.models import Batch
from oseredok.collections.catalogue.models import Record
from tests.catalogue.importing import counts

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
if not DATA.exists():
    DATA = Path(__file__).resolve().parents[4] / "shared" / "data"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.exists(), reason="the data that is never committed is not here"),
]
FOLDERS = ("marc-derived-uk", "marc-marc4j", "marc-pymarc", "marc-traject", "marc-yaz", "irbis-managedirbis")
NO_RECORDS = {".md", ".lst", ".json", ".xsd", ".lng", ".cnt", ".xrf", ".gz"}


def files(folder: str) -> Iterator[Path]:
    for path in sorted((DATA / folder).rglob("*")):
        if path.is_file() and path.suffix.lower() not in NO_RECORDS:
            yield path


def carried(path: Path, *, mode: str = "add") -> Batch | None:
    """Carry a file over by the product's own actions and tasks; None for what was refused with a sentence."""
    now = timezone.now()
    try:
        batch = actions.take_server_file(name=path.name, origin=str(path), staff=None, now=now, path=path)
    except Invalid:
        return None
    if batch.format in reading.TABLES:
        return None
    how = {"dialect": batch.dialect, "encoding": batch.encoding, "mode": mode, "take_duplicates": True}
    actions.set_up(batch=batch, how=how, targets=[], staff=None, now=now)
    work()
    batch.refresh_from_db()
    dry = counts(batch)
    actions.start(batch=batch, staff=None, now=now)
    work()
    batch.refresh_from_db()
    assert batch.state == Batch.State.DONE
    assert counts(batch) == dry
    return batch


def work() -> None:
    for row in DBTaskResult.objects.ready().filter(task_path__contains="catalogue.imports.tasks."):
        task = getattr(tasks, row.task_path.rpartition(".")[2])
        task.func(SimpleNamespace(task_result=SimpleNamespace(id=row.pk)), *row.args_kwargs["args"])
        row.delete()


@pytest.mark.django_db
@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_comes_in_with_a_true_report(folder: str) -> None:
    total: Counter[str] = Counter()
    for path in files(folder):
        batch = carried(path)
        if batch is None:
            total["refused"] += 1
            continue
        done = counts(batch)
        total.update(done)
        duplicates = done.get("duplicate", 0)
        # Nothing is lost unsaid: what is not new is the same, deleted in its source, or rejected with a reason.
        outcomes = done.get("new", 0) + done.get("changed", 0) + done.get("same", 0) + done.get("rejected", 0)
        assert outcomes + done.get("deleted", 0) == batch.done, path.name
        assert batch.findings.filter(outcome="rejected").exclude(reason="").count() == done.get("rejected", 0)
        assert batch.findings.filter(outcome="duplicate").count() == duplicates
        assert Record.objects.filter(made_in=batch).count() == done.get("new", 0)
    assert total["new"] > 0, folder


@pytest.mark.slow
@pytest.mark.django_db
def test_one_work_in_four_files_is_found_to_be_one() -> None:
    for number, path in enumerate(files("marc-derived-uk")):
        batch = carried(path)
        assert batch is not None
        assert batch.new == 1196
        assert not batch.rejected
        assert (batch.duplicate > 1150) == bool(number), (path.name, batch.duplicate)


@pytest.mark.parametrize(
    ("name", "amount"), [("Irbis32/ibis.mst", 269), ("Irbis64/Datai/ISTU/istu.mst", 300), ("KZD.MST", 31)]
)
def test_master_files_give_as_many_records_as_they_have(name: str, amount: int) -> None:
    path = DATA / "irbis-managedirbis" / name
    found = reading.inspect(path)
    with reading.opened(path) as file:
        assert len(list(reading.pieces(file, found.format))) == amount


def test_a_damaged_file_gives_all_that_its_repaired_copy_has() -> None:
    def read(name: str) -> int:
        with reading.opened(DATA / "marc-marc4j" / name) as file:
            sound = 0
            for piece in reading.pieces(file, "iso2709"):
                try:
                    sound += bool(reading.parse(piece.raw, name="iso2709", encoding="marc-8").fields)
                except reading.Damaged:
                    continue
            return sound

    damaged, repaired = read("pride-and-prejudice-with-many-errors.mrc"), read("pride-and-prejudice-fixed.mrc")
    assert repaired == 383
    assert damaged == repaired
