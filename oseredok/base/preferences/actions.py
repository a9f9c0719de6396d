"""Setting and forgetting a preference."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from oseredok.base.preferences.models import Preference
from oseredok.base.preferences.registry import Declared

T = TypeVar("T")


@transaction.atomic
def set_value(*, declared: Declared[T], text: str, by: str, now: datetime) -> T:
    """Keep what was typed; the default is kept as no row at all. `by` is the name of who did it.

    Raises:
        Invalid: the text means nothing here; field `declared.code`.
    """
    wanted = declared.read(text)
    row = Preference.objects.select_for_update().filter(code=declared.code).first()
    if wanted == declared.default:
        if row is not None:
            row.delete()
        return wanted
    row = row or Preference(code=declared.code)
    row.value, row.changed_at, row.changed_by = declared.write(wanted), now, by[:120]
    row.save()
    return wanted
