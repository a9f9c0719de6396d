"""Verbs: hide a record from the public, show it again. Both are told to the search and to harvesters, and kept in the log."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.audit import actions as audit
from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.collections.catalogue.hiding import rules
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.searching import CODE
from oseredok.library.people.access import Duty
from oseredok.spine.search import outbox

CALLED = gettext_lazy("запис каталогу")


@transaction.atomic
def hide_record(*, record: Record, duty: Duty, why: str, now: datetime) -> Record:
    """Keep a record from the site, the search and other programs; staff go on seeing it.

    Raises NotAllowed (`not-a-keeper`), Conflict (`record-gone`, `record-hidden`), Invalid (`why-missing`).
    """
    rules.check_can_keep(duty)
    kept = Record.objects.select_for_update().get(pk=record.pk)
    rules.check_may_hide(kept)
    reason = display_apostrophe(tidy(why))[:300]
    if not reason:
        raise Invalid(_("Скажіть, чому: це побачать колеги."), code="why-missing", field="why")
    _write(kept, hidden_at=now, why=reason, now=now)
    audit.note(of=kept, called=CALLED, changes={_("приховано"): (_("ні"), reason)})
    return kept


@transaction.atomic
def show_record(*, record: Record, duty: Duty, now: datetime) -> Record:
    """Give a hidden record back to the public. Raises NotAllowed (`not-a-keeper`), Conflict (`record-shown`)."""
    rules.check_can_keep(duty)
    kept = Record.objects.select_for_update().get(pk=record.pk)
    rules.check_may_show(kept)
    reason = kept.hidden_why
    _write(kept, hidden_at=None, why="", now=now)
    audit.note(of=kept, called=CALLED, changes={_("приховано"): (reason, _("ні"))})
    return kept


def _write(record: Record, *, hidden_at: datetime | None, why: str, now: datetime) -> None:
    record.hidden_at, record.hidden_why, record.changed_at = hidden_at, why, now
    Record.objects.filter(pk=record.pk).update(hidden_at=hidden_at, hidden_why=why, changed_at=now)
    outbox.changed(CODE, record.pk)
