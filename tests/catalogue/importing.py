"""Files of records for the tests of the import, and what a cataloguer and the worker do with them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from oseredok.collections.catalogue.formats.marc import Marc
from oseredok.collections.catalogue.imports import actions, tasks
from oseredok.collections.catalogue.imports.models import Batch
from tests.catalogue import records
from tests.world import World

TITLES = ("Лісова пісня", "Тіні забутих предків", "Захар Беркут", "Земля", "Intermezzo")


def run_worker() -> None:
    """Do what waits in the queue, here and now: the real worker closes the connection in which the test lives."""
    for row in DBTaskResult.objects.ready().filter(task_path__contains="catalogue.imports.tasks."):
        task = getattr(tasks, row.task_path.rpartition(".")[2])
        task.func(SimpleNamespace(task_result=SimpleNamespace(id=row.pk)), *row.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.SUCCESSFUL)


def book(number: int, title: str = "", *, isbn: str = "", year: str = "1990", deleted: bool = False) -> Marc:
    """Return a record of its own number and title, one copy at MAIN."""
    marc = records.marc21(f"k-{number}", title or TITLES[number % len(TITLES)], year)
    marc.fields = [one for one in marc.fields if one[0] not in ("020", "952", "856")]
    if isbn:
        marc.fields.append(("020", "  ", [("a", isbn)]))
    marc.fields.append(("952", "  ", [("b", "MAIN"), ("i", str(1000 + number))]))
    if deleted:
        marc.leader = marc.leader[:5] + "d" + marc.leader[6:]
    return marc


def iso(*marcs: Marc) -> bytes:
    return b"".join(records.iso(marc) for marc in marcs)


def upload(client: Client, content: bytes, *, name: str = "каталог.mrc", origin: str = "Koha") -> Batch:
    """Take a file by the page; return the batch."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("catalogue_imports:batches"), {"origin": origin, "file": file})
    assert answer.status_code == 302, answer.context["form"].errors
    return Batch.objects.latest("pk")


def check(client: Client, content: bytes, *, origin: str = "Koha", **told: Any) -> Batch:
    """Take a file and try it dry, all by the pages."""
    batch = upload(client, content, origin=origin)
    page = client.get(reverse("catalogue_imports:set_up", args=[batch.public_id]))
    initial = {name: field.initial for name, field in page.context["form"].fields.items()}
    answer = client.post(reverse("catalogue_imports:set_up", args=[batch.public_id]), {**initial, **told})
    assert answer.status_code == 302, answer.context["form"].errors
    run_worker()
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED
    return batch


def verb(client: Client, batch: Batch, what: str) -> Batch:
    client.post(reverse("catalogue_imports:verb", args=[batch.public_id, what]))
    run_worker()
    batch.refresh_from_db()
    return batch


def carry(client: Client, content: bytes, **told: Any) -> Batch:
    """Take a file, try it dry, carry it over: both runs tell the same."""
    batch = check(client, content, **told)
    dry = counts(batch)
    verb(client, batch, "start")
    assert batch.state == Batch.State.DONE
    assert counts(batch) == dry
    return batch


def counts(batch: Batch) -> dict[str, int]:
    """Return what came out, without zeros."""
    names = ("new", "changed", "same", "duplicate", "repaired", "rejected", "deleted")
    return {name: amount for name in names if (amount := getattr(batch, name))}


def by_action(world: World, content: bytes, **told: Any) -> Batch:
    """The same by actions alone, up to the dry run's order."""
    file = SimpleUploadedFile("каталог.mrc", content)
    batch = actions.take_file(file=file, origin="Koha", staff=world.accounts["cataloguer"], now=world.now)
    how = {"dialect": batch.dialect, "encoding": batch.encoding, "mode": "add", "take_duplicates": True, **told}
    return actions.set_up(batch=batch, how=how, targets=[], staff=world.accounts["cataloguer"], now=world.now)
