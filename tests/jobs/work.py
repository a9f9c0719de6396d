"""Tasks of the tests, and the worker's own loop."""

from __future__ import annotations

from django.db import transaction
from django_tasks import TaskContext, task
from django_tasks_db.management.commands.db_worker import Worker

from oseredok.base.core.errors import Invalid
from oseredok.base.jobs import progress

seen_inside: list[tuple[int, int, str]] = []
is_broken: list[str] = []


def run_worker() -> None:
    """Do everything that is ready, as `db_worker --batch` does."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


@task(takes_context=True)
def count_books(context: TaskContext, books: int) -> None:
    """A long job in one transaction, as an import is."""
    from oseredok.base.jobs.models import Job

    with (
        progress.running(title="Порахувати книжки", of=books, task_id=context.task_result.id) as job,
        transaction.atomic(),
    ):
        for number in range(books):
            if is_broken:
                raise RuntimeError(f"книжка читачки Дарини: {number}")
            progress.step(job, sentence=f"Полиця {number + 1}")
            seen_inside.append(progress.live(Job.objects.get()))


@task(takes_context=True)
def refuse(context: TaskContext) -> None:
    with progress.running(title="Прочитати файл", task_id=context.task_result.id):
        raise Invalid("У файлі немає жодного рядка.")


@task()
def simple() -> None:
    if is_broken:
        raise ConnectionError("smtp.example.com")
