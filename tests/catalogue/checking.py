"""Records with flaws, and what staff and the worker do to count them."""

from __future__ import annotations

from types import SimpleNamespace

from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from oseredok.base.core.clock import local_date
from oseredok.collections.catalogue.quality import counting, tasks
from oseredok.collections.catalogue.quality.models import Count, Flaw
from tests.front_catalogue import shelves
from tests.world import World

REPORT = "/office/catalogue/quality/"


def run_worker() -> None:
    """Do the checks that wait in the queue, here and now."""
    for row in DBTaskResult.objects.ready().filter(task_path=tasks.count_flaws.module_path):
        tasks.count_flaws.func(SimpleNamespace(task_result=SimpleNamespace(id=row.pk)), *row.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=row.pk).update(status=TaskResultStatus.SUCCESSFUL)


def count(world: World) -> Count:
    """Count without the queue."""
    made = Count.objects.create(ordered_at=world.now, ordered_by=world.accounts["cataloguer"])
    for _step in counting.run(made, today=local_date(world.now)):
        pass
    counting.finish(made, now=world.now)
    return made


def counted(client: Client) -> dict[str, tuple[int, int]]:
    """Order the checks by the page; return what each has found and of how many."""
    assert client.post(REPORT).status_code == 302
    run_worker()
    [count] = Count.objects.all()
    assert count.done_at is not None
    return {one.code: (one.found, one.of) for one in count.tallies.all()}


def notes(code: str) -> dict[str, list[str]]:
    """Return titles of what a check has found, with its notes."""
    told: dict[str, list[str]] = {}
    for flaw in Flaw.objects.filter(code=code).select_related("record").order_by("pk"):
        told.setdefault(flaw.record.title, []).append(flaw.note)
    return told


def twins(world: World) -> str:
    """Describe one book twice and count; return the key of the group."""
    for number in ("т-1", "т-2"):
        shelves.put(world, "Хата край села", "Гайова, Лідія", number=number, copies=[shelves.copy()])
    made = count(world)
    return str(Flaw.objects.filter(count=made, code="twins").values_list("note", flat=True)[0])
