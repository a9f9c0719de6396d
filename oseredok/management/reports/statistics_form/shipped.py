"""The versions of the form that a release brings: `data/*.json`, as far as the facts confirm them, and not a line further.

It takes model classes as arguments, so that a migration can hand it historical ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import Any

from django.db import models

NAMES = ("order_75", "order_463")
Models = Mapping[str, type[models.Model]]


def read(name: str) -> dict[str, Any]:
    """Return `data/<name>.json`."""
    path = resources.files("oseredok.management.reports.statistics_form").joinpath("data", f"{name}.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def load(kinds: Models, *, now: datetime) -> None:
    """Put both versions, in force, into a database that has none."""
    if kinds["FormVersion"]._default_manager.exists():
        return
    for name in NAMES:
        told = read(name)
        sections, controls = told.pop("sections"), told.pop("controls")
        # In force since the first year that it is for: whatever the office makes later comes after it.
        since = datetime(told["first_year"], 1, 1, tzinfo=now.tzinfo)
        version = _make(kinds, "FormVersion", **told, state="in_force", made_at=now, in_force_at=since)
        for order, section in enumerate(sections):
            _put_section(kinds, version, order, section)
        for order, control in enumerate(controls):
            _make(kinds, "Control", version=version, order=order, **control)


def _put_section(kinds: Models, version: models.Model, order: int, told: dict[str, Any]) -> None:
    columns, lines = told.pop("columns"), told.pop("lines")
    section = _make(kinds, "Section", version=version, order=order, **told)
    made = []
    for place, column in enumerate(columns):
        formula = column.pop("formula", "")
        made.append((_make(kinds, "Column", section=section, order=place, **column), formula))
    for place, line in enumerate(lines):
        own, cells = line.pop("formula", ""), line.pop("cells", {})
        row = _make(kinds, "Line", section=section, order=place, **line)
        for column, formula in made:
            written = cells.get(getattr(column, "code"), own or formula)  # noqa: B009 - a historical model
            _make(kinds, "Cell", line=row, column=column, formula=written)


def _make(kinds: Models, model: str, /, **fields: Any) -> models.Model:
    return kinds[model]._default_manager.create(**fields)
