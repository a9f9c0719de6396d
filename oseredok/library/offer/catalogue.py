"""The catalogue that a release brings: `data/*.json` put into the tables without touching what the office wrote.

It takes model classes as arguments, so that a migration can hand it historical ones.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from django.db import models

Row = dict[str, Any]


def read(name: str) -> list[Row]:
    """Return the rows of `data/<name>.json`."""
    text = resources.files("oseredok.library.offer").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    rows: list[Row] = json.loads(text)
    return rows


def load(*, groups: type[models.Model], kinds: type[models.Model], themes: type[models.Model]) -> int:
    """Add what is missing, refresh what the office has not edited; return how many rows were added or refreshed.

    Each field is judged apart: a value equal to the one that an earlier release brought is ours and may be
    refreshed, any other is the office's and stays. A favourite key that the office gave to another kind stays there.
    """
    changed = sum(_put(groups, {"code": row["code"]}, row) for row in read("groups"))
    group_ids = _ids(groups, "code")
    taken = {
        key: code for code, key in kinds._default_manager.exclude(favourite_key="").values_list("code", "favourite_key")
    }
    for row in read("kinds"):
        row["group_id"] = group_ids[row.pop("group")]
        if taken.get(row["favourite_key"], row["code"]) != row["code"]:
            row["favourite_key"] = ""
        changed += _put(kinds, {"code": row["code"]}, row)
    kind_ids = _ids(kinds, "code")
    for row in read("themes"):
        row["usual_kind_id"] = kind_ids.get(row.pop("usual_kind"))
        parent, scheme = row.pop("parent"), row["scheme"]
        row["parent_id"] = _ids(themes.objects.filter(scheme=scheme), "code")[parent] if parent else None  # type: ignore[attr-defined]
        changed += _put(themes, {"scheme": scheme, "code": row["code"]}, row)
    return changed


def _ids(source: type[models.Model] | models.QuerySet[Any], name: str) -> dict[str, int]:
    rows = source if isinstance(source, models.QuerySet) else source._default_manager.all()
    return dict(rows.values_list(name, "pk"))


def _put(model: type[models.Model], identity: Row, row: Row) -> bool:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    row = {name: value for name, value in row.items() if name in fields}  # an old migration knows fewer columns
    existing = model._default_manager.filter(**identity).first()
    if existing is None:
        model._default_manager.create(**row, shipped=row)
        return True
    before: Row = existing.shipped  # type: ignore[attr-defined]
    if before == row:
        return False
    for name, value in row.items():
        if getattr(existing, name) == before.get(name, fields[name].get_default()):
            setattr(existing, name, value)
    existing.shipped = row  # type: ignore[attr-defined]
    existing.save()
    return True
