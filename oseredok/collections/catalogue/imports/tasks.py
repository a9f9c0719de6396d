"""Background work of the import: the dry run, the real run, the undoing, the files that come by themselves.

Each may be killed at any moment and taken up again: the dry run begins anew, the real run goes on after the last chunk
that was committed, the undoing skips what is undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskContext, task

from oseredok.base.core.errands import Errand
from oseredok.base.core.text import counted, number
from oseredok.base.jobs import lanes, progress
from oseredok.collections.catalogue import storing
from oseredok.collections.catalogue.imports import actions, carrying, feeds, finishing, undoing
from oseredok.collections.catalogue.imports.deciding import Seen
from oseredok.collections.catalogue.imports.models import Batch
from oseredok.collections.catalogue.models import Record

TITLES = {
    "check_records": gettext_lazy("Перевірити записи «{name}»"),
    "carry_records": gettext_lazy("Перенести записи «{name}»"),
    "undo_records": gettext_lazy("Скасувати перенесення записів «{name}»"),
}
State = Batch.State


@task(queue_name=lanes.LONG, takes_context=True)
def check_records(context: TaskContext, batch_id: int) -> None:
    """Try each record without touching the catalogue."""
    batch = Batch.objects.select_related("origin").get(pk=batch_id)
    if batch.state != State.CHECKING:
        return
    with _job(context, batch, "check_records", back_to=State.TAKEN) as job:
        check(batch, job)
        progress.finish(job, sentence=said(batch), result_url=_page(batch))


@task(queue_name=lanes.LONG, takes_context=True)
def carry_records(context: TaskContext, batch_id: int) -> None:
    """Carry the records over, from where the last run has stopped."""
    batch = Batch.objects.select_related("origin").get(pk=batch_id)
    if batch.state != State.RUNNING:
        return
    with _job(context, batch, "carry_records") as job:
        carry(batch, job)
        progress.finish(job, sentence=said(batch), result_url=_page(batch))


@task(queue_name=lanes.LONG, takes_context=True)
def undo_records(context: TaskContext, batch_id: int) -> None:
    """Put everything back as it was before the file."""
    batch = Batch.objects.select_related("origin").get(pk=batch_id)
    if batch.state != State.UNDOING:
        return
    with _job(context, batch, "undo_records") as job:
        told = undo(batch, job)
        progress.finish(job, sentence=told, result_url=_page(batch))


def check(batch: Batch, job: progress.Progress) -> None:
    """Do the dry run of a batch whose state is CHECKING."""
    actions.begin_counting(batch)
    met: set[int] = set()
    is_full = batch.mode == Batch.Mode.FULL
    with Seen() as seen:
        for items in carrying.chunks(actions.path_of(batch), batch):
            found = carrying.try_chunk(batch, items, seen)
            if is_full:
                met |= found
            words = _("Перевірено записів: {done}.").format(done=number(batch.done))
            progress.step(job, done=batch.done, sentence=words)
    if is_full:
        lost = max(0, Record.present.filter(origin=batch.origin_id).count() - len(met))
        batch.deleted += lost
        Batch.objects.filter(pk=batch.pk).update(deleted=batch.deleted)
    actions.move(batch, State.CHECKED)


def carry(batch: Batch, job: progress.Progress) -> None:
    """Do the real run of a batch whose state is RUNNING."""
    shelves, now = storing.Shelves(batch.origin), timezone.now()
    for items in carrying.chunks(actions.path_of(batch), batch, skip=batch.done):
        carrying.carry_chunk(batch, items, shelves, now=timezone.now())
        progress.step(job, done=batch.done, sentence=_("Перенесено записів: {done}.").format(done=number(batch.done)))
    for _named in finishing.name_serials(batch):
        progress.step(job, done=batch.done, sentence=_("Додаємо назви журналів до номерів."), may_stop=False)
    notes = [line for line in batch.notes.splitlines() if line]
    if batch.mode == Batch.Mode.FULL:
        refusal = finishing.why_not_delete(batch)
        notes += [refusal] if refusal else []
        for _gone in () if refusal else finishing.delete_missing(batch, now=now):
            progress.step(job, done=batch.done, sentence=_("Вилучаємо, чого у файлі немає."), may_stop=False)
    batch.refresh_from_db()
    batch.notes, batch.finished_at = "\n".join(notes), timezone.now()
    actions.move(batch, State.DONE)


def undo(batch: Batch, job: progress.Progress) -> str:
    """Take a batch back whose state is UNDOING; return what was done in words."""
    restored = removed = left = 0
    for back, kept in undoing.restore(batch, now=timezone.now()):
        restored, left = restored + back, left + kept
        progress.step(job, done=restored + left, sentence=_("Повертаємо, як було."), may_stop=False)
    for gone, kept in undoing.remove(batch, now=timezone.now()):
        removed, left = removed + gone, left + kept
        progress.step(job, done=restored + removed + left, sentence=_("Прибираємо."), may_stop=False)
    undoing.tidy(batch)
    actions.move(batch, State.UNDONE)
    told = [
        (removed, _("Прибрано записів: {number}.")),
        (restored, _("Повернено, як було: {number}.")),
        (left, _("Виправлене після перенесення не чіпали: {number}.")),
    ]
    said_ = [sentence.format(number=number(amount)) for amount, sentence in told if amount]
    return " ".join(said_) or _("Не було чого скасовувати.")


def said(batch: Batch) -> str:
    """Return in one line what came out."""
    new = counted(batch.new, _("новий запис"), _("нові записи"), _("нових записів"))
    rest = [
        (batch.changed, _("оновлено")),
        (batch.same, _("без змін")),
        (batch.duplicate, _("схожих на інші")),
        (batch.repaired, _("полагоджено")),
        (batch.rejected, _("не взято")),
        (batch.deleted, _("вилучено")),
    ]
    return "; ".join([new, *(f"{words}: {number(amount)}" for amount, words in rest if amount)]) + "."


@task(queue_name=lanes.LONG)
def follow_catalogue_feeds() -> int:
    """Take the files of other systems that have changed, and erase uploaded files whose time is over."""
    now = timezone.now()
    try:
        return feeds.take_due(now=now) + actions.forget_files(now=now)
    finally:
        FOLLOWING.order_next(now=now)


FOLLOWING = Errand(
    task=follow_catalogue_feeds,
    every=timedelta(minutes=20),
    title=gettext_lazy("Оновити каталог із файлів інших систем"),
)


@contextmanager
def _job(context: TaskContext, batch: Batch, name: str, *, back_to: str = "") -> Iterator[progress.Progress]:
    """A run that a person stopped or that failed leaves the file where it can be started again.

    A kill and a power cut leave the state as it is: the worker takes the task up again. A real run goes on from where it
    stopped, so its state stays too, and the page offers to go on.
    """
    title = TITLES[name].format(name=batch.name)
    of = batch.total if name == "carry_records" else 0
    try:
        with progress.running(title=title, of=of, task_id=context.task_result.id) as job:
            yield job
    except Exception:
        if back_to:
            actions.move(batch, back_to)
        raise
    if back_to and batch.state not in (State.CHECKED, State.DONE, State.UNDONE):
        actions.move(batch, back_to)


def _page(batch: Batch) -> str:
    return reverse("catalogue_imports:batch", args=[batch.public_id])


__all__ = ["FOLLOWING", "TITLES", "carry", "carry_records", "check", "check_records", "said", "undo", "undo_records"]
