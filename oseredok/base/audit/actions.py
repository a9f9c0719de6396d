"""Verbs of the log: note what signals do not see, forget a person, prune, pause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from auditlog.context import auditlog_disabled, disable_auditlog
from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q
from django.utils.functional import Promise

from oseredok.base.audit import registry
from oseredok.base.audit.models import Entry
from oseredok.base.audit.preferences import KEEP_MONTHS
from oseredok.base.preferences import queries as preferences


def note(
    *, of: Model, called: str | Promise, changes: Mapping[str, tuple[str, str]], action: int = Entry.Action.UPDATE
) -> Entry | None:
    """Tell a change that was not one `save()`: `called` answers «змінила що?», `changes` are words → before, after.

    `action` is of `Entry.Action`: what was done to the thing.

    Nothing is written when nothing differs. Raises LookupError for a model that is not registered.
    """
    audited = registry.known(type(of))
    if audited is None:
        raise LookupError(f"{type(of).__name__} is not audited")
    differing = {words: [before, after] for words, (before, after) in changes.items() if before != after}
    if not differing or audited.names_only or auditlog_disabled.get():
        return None
    # PostgreSQL keeps no order of keys: days of a week would be told by the alphabet.
    said = {"called": str(called), "order": list(differing)}
    return Entry.objects.log_create(of, action=action, changes=differing, additional_data=said)


def forget(model: type[Model], *pks: object) -> int:
    """Erase every entry about these things and about what belongs to them; return how many. For erasing people."""
    kind = ContentType.objects.get_for_model(model)
    abouts = [f"{model._meta.label_lower}:{pk}" for pk in pks]
    which = Q(content_type=kind, object_pk__in=[str(pk) for pk in pks]) | Q(about__in=abouts)
    gone, _each = Entry.objects.filter(which).delete()
    return gone


def prune(*, now: datetime) -> int:
    """Erase what is older than the office keeps; return how many."""
    oldest = now - relativedelta(months=preferences.value(KEEP_MONTHS))
    with transaction.atomic():
        gone, _each = Entry.objects.filter(timestamp__lt=oldest).delete()
    return gone


@contextmanager
def paused() -> Iterator[None]:
    """Write nothing inside: loading what the program itself ships, or an invented town."""
    with disable_auditlog():
        yield
