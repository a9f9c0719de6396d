"""Who decides what the public sees. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict, NotAllowed
from oseredok.collections.catalogue.models import Record
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role

KEEPERS = (Role.CATALOGUER, Role.HEAD, Role.DIRECTOR)


def check_can_keep(duty: Duty) -> None:
    """Raise NotAllowed for whoever does not answer for the catalogue."""
    if not duty.may(*KEEPERS):
        sentence = _("За каталог відповідають каталогізатор, керівник центру і директор.")
        raise NotAllowed(sentence, code="not-a-keeper")


def check_may_hide(record: Record) -> None:
    """Raise Conflict for a record that nobody sees anyway."""
    if record.deleted_at is not None:
        raise Conflict(_("Запис уже вилучено з каталогу."), code="record-gone")
    if record.hidden_at is not None:
        raise Conflict(_("Запис уже приховано."), code="record-hidden")


def check_may_show(record: Record) -> None:
    """Raise Conflict for a record that is not hidden."""
    if record.hidden_at is None:
        raise Conflict(_("Запис не приховано."), code="record-shown")
