"""Every row that a reader is tied to, taken down as it is, compared and put back. For merging and for its undoing.

Works by the links that the database knows, so that a room that comes later is held too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.library.people.merging.models import Merge, NotSame
from oseredok.library.people.models import NamePart, NameTwin, Reader
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession

Row = dict[str, Any]
"""`model`, `pk` and `fields`, as Django writes them into JSON."""
Key = tuple[str, Any]

_ABOUT_MERGING = (Merge, NotSame)
# Sessions and codes end with a merge and must not come back to life: the reader comes in anew.
_ENDED = (ReaderSession, ReaderCode)
_DERIVED = (NamePart, NameTwin)  # the index of names is written anew


def links() -> Iterator[tuple[type[models.Model], str]]:
    """Yield every table with a link to a reader, and the name of the link."""
    for field in Reader._meta.get_fields(include_hidden=True):
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one):
            model = field.related_model
            if isinstance(model, type) and model not in (*_ABOUT_MERGING, *_ENDED, *_DERIVED, Reader):
                yield model, field.field.name  # type: ignore[union-attr]


def take_down(readers: Collection[Reader]) -> list[Row]:
    """Return the readers' own rows and every row linked to them, as plain JSON values."""
    found: list[Row] = _plain(Reader._base_manager.filter(pk__in=[one.pk for one in readers]).order_by("pk"))
    for model, link in links():
        found += _plain(model._base_manager.filter(**{f"{link}__in": readers}).order_by("pk"))
    return found


def by_key(rows: Iterable[Row]) -> dict[Key, Row]:
    return {(row["model"], row["pk"]): row["fields"] for row in rows}


def put_back(*, before: Iterable[Row], after: Iterable[Row]) -> None:
    """Undo what changed between the two: rows made are deleted, rows deleted are made again, fields get old values.

    A field that somebody has changed since keeps the newer value; a row deleted since stays so, and so does one whose
    place is taken by a newer one.

    Raises:
        Conflict (`cannot_undo`): a reader's own row cannot be as it was.
    """
    old, new = by_key(before), by_key(after)
    for key in new.keys() - old.keys():
        current = _current(key)
        if current is not None and current == new[key]:
            _model(key)._base_manager.get(pk=key[1]).delete()
    waiting = [key for key in old if old[key] != new.get(key)]
    while waiting:
        left = [key for key in waiting if not _put_back_one(key, old[key], new.get(key))]
        if len(left) == len(waiting):
            if all(_model(key) is not Reader for key in left):
                return  # something came since that stands at the place of the old row: it stays with the kept record
            raise Conflict(
                _("Об’єднання вже не скасувати: після нього додалося те, що суперечить давньому стану."),
                code="cannot_undo",
            )
        waiting = left


def _put_back_one(key: Key, old: Row, new: Row | None) -> bool:
    """Return False when another row stands in the way yet."""
    current = _current(key)
    if current is None and new is not None:
        return True
    wanted = old if current is None else {name: _older(name, old, new, current) for name in old}
    try:
        with transaction.atomic():
            for one in serializers.deserialize("python", [{"model": key[0], "pk": key[1], "fields": wanted}]):
                one.object.save()
    except IntegrityError:
        return False
    return True


def _older(name: str, old: Row, new: Row | None, current: Row) -> Any:
    touched_since = new is not None and current[name] != new[name]
    untouched_by_merge = new is not None and new[name] == old[name]
    return current[name] if touched_since or untouched_by_merge else old[name]


def _current(key: Key) -> Row | None:
    rows = _plain(_model(key)._base_manager.filter(pk=key[1]))
    return rows[0]["fields"] if rows else None


def _model(key: Key) -> type[models.Model]:
    return apps.get_model(key[0])


def _plain(rows: models.QuerySet[Any]) -> list[Row]:
    taken = serializers.serialize("python", rows)
    plain: list[Row] = json.loads(json.dumps(taken, cls=DjangoJSONEncoder))
    return plain
