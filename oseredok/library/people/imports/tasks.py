"""Background work of the import: the dry run, the real run, the undoing, files whose time is over.

Each may be killed at any moment and taken up again: the dry run writes each row's finding over the former one, the real
run and the undoing skip what is done.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.core import clock
from oseredok.base.core.errands import Errand
from oseredok.base.core.text import counted
from oseredok.base.jobs import lanes, progress
from oseredok.base.preferences import queries as preferences
from oseredok.library.people.imports import actions, carrying, queries, reading, undoing
from oseredok.library.people.imports.known import Registry
from oseredok.library.people.imports.models import Batch, Row
from oseredok.library.people.registry.preferences import CONSENT_AGE

TITLES = {
    "check_file": gettext_lazy("Перевірити файл читачів «{name}»"),
    "carry_file": gettext_lazy("Перенести читачів із файлу «{name}»"),
    "undo_file": gettext_lazy("Скасувати перенесення з файлу «{name}»"),
}


@task(queue_name=lanes.LONG, takes_context=True)
def check_file(context: TaskContext, batch_id: int) -> None:
    """Try each row without touching the registry."""
    batch = Batch.objects.get(pk=batch_id)
    title = TITLES["check_file"].format(name=batch.name)
    if batch.state != Batch.State.CHECKING:
        return
    with progress.running(title=title, task_id=context.task_result.id) as job, _back_to(batch, Batch.State.UPLOADED):
        targets, now = actions.targets_of(batch), timezone.now()
        registry = _registry(now)
        done = 0
        for chunk in carrying.chunks(reading.rows(actions.path_of(batch), actions.found_of(batch))):
            carrying.note_chunk(batch, carrying.decide_chunk(batch, chunk, targets, registry, now=now))
            done += len(chunk)
            progress.step(job, done=done, sentence=_("Перевірено рядків: {done}.").format(done=done))
        _move(batch, Batch.State.CHECKED)
        progress.finish(job, sentence=_said(queries.counts_of(batch)), result_url=_page(batch))


@task(queue_name=lanes.LONG, takes_context=True)
def carry_file(context: TaskContext, batch_id: int) -> None:
    """Carry the rows over; what was done before a power cut is not done again."""
    batch = Batch.objects.select_related("library__system", "made_by").get(pk=batch_id)
    title = TITLES["carry_file"].format(name=batch.name)
    if batch.state != Batch.State.RUNNING:
        return
    total = batch.rows.count()
    with (
        progress.running(title=title, of=total, task_id=context.task_result.id) as job,
        _back_to(batch, Batch.State.CHECKED),
    ):
        targets, now = actions.targets_of(batch), timezone.now()
        registry = _registry(now)
        own = carrying.own_serials(reading.rows(actions.path_of(batch), actions.found_of(batch)), targets)
        applied = set(batch.rows.filter(applied=True).values_list("number", flat=True))
        rows = (row for row in reading.rows(actions.path_of(batch), actions.found_of(batch)) if row[0] not in applied)
        done = len(applied)
        for chunk in carrying.chunks(rows):
            decided = carrying.decide_chunk(batch, chunk, targets, registry, now=now)
            carrying.carry_chunk(batch, decided, own=own, now=now)
            done += len(chunk)
            progress.step(job, done=done, sentence=_("Переносимо."))
        batch.finished_at = now
        _move(batch, Batch.State.DONE)
        counts = queries.counts_of(batch)
        if not counts.get(Row.Outcome.REFUSED) and not counts.get(Row.Outcome.SUSPECTED):
            actions.delete_file(batch=batch, now=now)
        progress.finish(job, sentence=_said(counts), result_url=_page(batch))


@task(queue_name=lanes.LONG, takes_context=True)
def undo_file(context: TaskContext, batch_id: int) -> None:
    """Remove the readers that the batch brought and nobody touched since; put back what it filled."""
    batch = Batch.objects.select_related("made_by").get(pk=batch_id)
    title = TITLES["undo_file"].format(name=batch.name)
    if batch.state != Batch.State.UNDOING:
        return
    with progress.running(title=title, task_id=context.task_result.id) as job:
        removed, left, restored, kept = 0, 0, 0, 0
        for filled in carrying.chunks(undoing.rows_to_restore(batch)):
            whole = undoing.restore_chunk(filled, now=timezone.now())
            restored, kept = restored + whole, kept + len(filled) - whole
            progress.step(job, done=restored + kept, sentence=_("Повертаємо, як було."), may_stop=False)
        for chunk in carrying.chunks(undoing.rows_to_undo(batch)):
            gone = undoing.undo_chunk(batch, chunk, now=timezone.now())
            removed, left = removed + gone, left + len(chunk) - gone
            done = restored + kept + removed + left
            progress.step(job, done=done, sentence=_("Прибираємо."), may_stop=False)
        _move(batch, Batch.State.UNDONE)
        told = [
            (removed, _("Прибрано читачів: {number}.")),
            (left, _("Лишилося тих, до кого вже зверталися: {number}.")),
            (restored, _("Повернено, як було: {number}.")),
            (kept, _("Виправлене після перенесення не чіпали, записів: {number}.")),
        ]
        said = [sentence.format(number=number) for number, sentence in told if number]
        progress.finish(job, sentence=" ".join(said) or _("Не було чого скасовувати."), result_url=_page(batch))


@task(queue_name=lanes.LONG)
def forget_import_files() -> int:
    """Erase files whose time is over; return how many."""
    now = timezone.now()
    try:
        return actions.forget_files(now=now)
    finally:
        FORGETTING.order_next(now=now)


FORGETTING = Errand(
    task=forget_import_files, every=timedelta(hours=6), title=gettext_lazy("Стерти давні файли читачів")
)


class _back_to:  # noqa: N801 - read as a word of the sentence
    """A run that a person stopped or that failed leaves the file where it can be started again."""

    def __init__(self, batch: Batch, state: str) -> None:
        self.batch, self.state = batch, state

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        # A kill and a power cut leave the state as it is: the worker takes the task up again.
        if kind is not None and issubclass(kind, Exception):
            _move(self.batch, self.state)


def _registry(now: datetime) -> Registry:
    return Registry(today=clock.local_date(now), consent_age=preferences.value(CONSENT_AGE))


def _move(batch: Batch, state: str) -> None:
    batch.state = state
    batch.save(update_fields=["state", "finished_at"])


def _page(batch: Batch) -> str:
    return reverse("imports:batch", args=[batch.public_id])


def _said(counts: dict[str, int]) -> str:
    new = counted(counts.get(Row.Outcome.NEW, 0), _("новий"), _("нові"), _("нових"))
    rest = [
        (Row.Outcome.SAME, _("уже були")),
        (Row.Outcome.CHANGED, _("доповнено")),
        (Row.Outcome.SUSPECTED, _("схожих")),
        (Row.Outcome.REFUSED, _("не взято")),
    ]
    told = [f"{words}: {counts[outcome]}" for outcome, words in rest if counts.get(outcome)]
    return "; ".join([new, *told]) + "."
