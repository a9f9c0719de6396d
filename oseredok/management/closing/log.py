"""The log of changes as it is exported: who changed what and when; no value that the tables themselves leave out.

Of a reader's card the log never had values, only names of fields. Of an account the values of an address or a phone are
emptied here, and so are those of every thing whose table is not exported at all. Addresses of computers stay out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Field

from oseredok.base.audit import registry
from oseredok.base.audit.models import Entry

FIELDS = (
    "id", "timestamp", "content_type", "object_pk", "object_repr", "action", "changes", "additional_data", "actor",
    "source", "place_id",
)  # fmt: skip


def cleaner(
    fields: tuple[Field[Any, Any], ...], columns: Callable[[Any], tuple[Any, ...]]
) -> Callable[[list[Any]], None]:
    """Return what empties in a row of the log the values that the export does not show; `columns` tells which it does."""
    names = [field.name for field in fields]
    kind, changes, more = names.index("content_type"), names.index("changes"), names.index("additional_data")
    kinds = {one.pk: one for one in ContentType.objects.all()}

    def clean(row: list[Any]) -> None:
        model = kinds[row[kind]].model_class() if row[kind] in kinds else None
        by_hand = bool(row[more] and json.loads(row[more]).get("called"))
        row[kind] = model._meta.label_lower if model else ""
        audited = registry.known(model) if model else None
        shown = {field.name for field in columns(model)} if model and audited and not audited.names_only else set()
        told = json.loads(row[changes]) if row[changes] else {}
        # What was noted by hand is told in words, not by fields: of things whose table is shown it may be shown.
        kept = {name: value if name in shown or (by_hand and shown) else ["", ""] for name, value in told.items()}
        row[changes] = json.dumps(kept, ensure_ascii=False, sort_keys=True)

    return clean


MODEL = Entry
