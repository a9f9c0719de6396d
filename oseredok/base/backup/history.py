"""The history of copies belongs to the computer: a restore carries it over and adds itself."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from oseredok.base.backup.archive import Manifest
from oseredok.base.backup.models import Asked, Kind, Placing, Run, State

Carried = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def carry_out() -> Carried:
    """Read the history of the present centre; nothing when there is none, or when it is too old or too broken to read."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return [], []
    try:
        return [dict(row) for row in Run.objects.order_by("pk").values()], [
            dict(row) for row in Placing.objects.order_by("pk").values()
        ]
    except DatabaseError:
        return [], []


def carry_in(carried: Carried) -> None:
    """Write it into the restored centre, whose own table of runs is empty."""
    runs, placings = carried
    numbers = {}
    for row in runs:
        run = Run.objects.create(**{name: value for name, value in row.items() if name != "id"})
        numbers[row["id"]] = run.pk
    for row in placings:
        values = {name: value for name, value in row.items() if name not in ("id", "run_id")}
        Placing.objects.create(run_id=numbers[row["run_id"]], **values)


def note_restore(*, manifest: Manifest, source: Path, words: str, now: datetime) -> Run:
    """Remember from what the centre was restored, and what the restore has told of what came after the copy."""
    made_at = datetime.fromisoformat(manifest.made_at)
    return Run.objects.create(
        kind=Kind.RESTORE,
        asked=Asked.CONSOLE,
        state=State.GOOD,
        started_at=now,
        made_at=made_at,
        finished_at=now,
        name=source.name[:120],
        size=source.stat().st_size,
        rows=manifest.rows,
        files=manifest.files,
        reason=words[:500],
    )
