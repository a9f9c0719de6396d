"""Files that another system writes anew: taken again whenever they have changed, once a day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.base.core.errors import Conflict, DomainError, Invalid
from oseredok.collections.catalogue.imports import actions
from oseredok.collections.catalogue.imports.models import Batch, Feed
from oseredok.library.people.models import Account


@transaction.atomic
def follow(*, batch: Batch, mode: str, hour: int, staff: Account) -> Feed:
    """Take the file of a batch again every day when it has changed, read as it was read this time.

    Raises:
        Conflict (`batch_state`): it was never carried over. Invalid (`no_server_file`): it did not come from the folder.
    """
    if batch.state != Batch.State.DONE:
        raise Conflict(_("Спершу перенесіть файл раз і подивіться, що вийшло."), code="batch_state")
    if not batch.server_file:
        raise Invalid(_("Брати знову можна лише файл із теки сервера."), code="no_server_file")
    read = {"format": batch.format, "dialect": batch.dialect, "encoding": batch.encoding}
    told = {"origin": batch.origin, "mode": mode, "hour": hour, "is_on": True, "made_by": staff, **read}
    feed, _made = Feed.objects.update_or_create(file_name=batch.server_file, defaults=told)
    return feed


@transaction.atomic
def stop(*, feed: Feed) -> None:
    """Follow the file no more; what it brought stays."""
    feed.is_on = False
    feed.save(update_fields=["is_on"])


def take_due(*, now: datetime) -> int:
    """Order the carrying over of each file that has changed and whose hour has come; return how many."""
    today, hour = clock.local_date(now), clock.local(now).hour
    files = {name: f"{size}-{moment:.0f}" for name, size, moment in actions.inbox_files()}
    count = 0
    for feed in Feed.objects.filter(is_on=True, hour__lte=hour).exclude(tried_on=today).select_related("origin"):
        feed.tried_on = today
        mark = files.get(feed.file_name)
        if mark is None or mark == feed.mark:
            feed.save(update_fields=["tried_on"])
            continue
        feed.mark = mark
        feed.save(update_fields=["tried_on", "mark"])
        count += _take(feed, now)
    return count


def _take(feed: Feed, now: datetime) -> int:
    try:
        batch = actions.take_server_file(
            name=feed.file_name, origin=feed.origin.name, staff=feed.made_by, now=now, feed=feed
        )
    except DomainError as refusal:
        note_refusal(feed, refusal.message, now)
        return 0
    if batch.format != feed.format:
        batch.notes = _("Формат файлу змінився: перевірте його вручну.")
        batch.save(update_fields=["notes"])
        return 0
    with transaction.atomic():
        batch.dialect, batch.encoding, batch.mode = feed.dialect, feed.encoding, feed.mode
        batch.state = Batch.State.CHECKED
        batch.save()
        actions.start(batch=batch, staff=None, now=now)
    return 1


def note_refusal(feed: Feed, sentence: str, now: datetime) -> None:
    """Leave a sign among the files that the followed one could not be read."""
    read = {"format": feed.format, "dialect": feed.dialect, "encoding": feed.encoding}
    Batch.objects.create(
        origin=feed.origin, feed=feed, name=feed.file_name, server_file=feed.file_name, notes=sentence,
        made_at=now, made_by=feed.made_by, file_deleted_on=clock.local_date(now), **read,
    )  # fmt: skip
