"""Verbs of the list of catalogues. Every change is kept in the log of changes by itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from oseredok.collections.catalogue.copying import rules
from oseredok.collections.catalogue.copying.models import Target
from oseredok.library.people.access import Duty


@transaction.atomic
def save_target(*, target: Target | None, duty: Duty, **told: Any) -> Target:
    """Make or change a catalogue. Raises NotAllowed (`not-a-keeper`), Invalid (`address`, `address-inside`, `index`)."""
    rules.check_can_keep(duty)
    rules.check_address(duty, told["protocol"], told["address"])
    for name in ("isbn_index", "title_index"):
        rules.check_index(told[name], name)
    kept = Target() if target is None else Target.objects.select_for_update().get(pk=target.pk)
    for name, value in told.items():
        setattr(kept, name, value)
    kept.save()
    return kept


@transaction.atomic
def delete_target(*, target: Target, duty: Duty) -> None:
    """Ask a catalogue no more. Records that were copied stay. Raises NotAllowed (`not-a-keeper`)."""
    rules.check_can_keep(duty)
    target.delete()
