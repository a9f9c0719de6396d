"""What a new installation starts with: texts of consents, the register of processing. What the office has written stays."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from importlib import resources
from typing import Any

SHIPPED_ON = date(2026, 10, 1)


def rows(name: str) -> list[dict[str, Any]]:
    """Return the shipped rows of `data/<name>.json`."""
    text = resources.files("oseredok.library.privacy").joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def load_consents(texts: Any) -> None:
    """Add the first version of each purpose; `texts` is the manager of `ConsentText` (a migration's or the real one)."""
    for row in rows("consents"):
        if not texts.filter(purpose=row["purpose"]).exists():
            moment = datetime(SHIPPED_ON.year, SHIPPED_ON.month, SHIPPED_ON.day, tzinfo=UTC)
            texts.create(**row, version=1, in_force_from=date(2020, 1, 1), made_at=moment)


def load_activities(activities: Any) -> None:
    """Add the first version of each line of the register; `activities` is the manager of `Activity`."""
    moment = datetime(SHIPPED_ON.year, SHIPPED_ON.month, SHIPPED_ON.day, tzinfo=UTC)
    for order, row in enumerate(rows("activities")):
        if not activities.filter(code=row["code"]).exists():
            activities.create(**row, version=1, order=order, made_at=moment)
