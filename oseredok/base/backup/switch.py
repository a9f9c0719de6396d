"""The last step of a restore: what was made aside takes the place of what was there, as one step that a power cut cannot halve.

What is to be moved is written down first. A start that finds the note finishes the moves before it opens anything.
Knows nothing of Django: it runs before the settings are read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

NOTE = "restore-switch.json"


@dataclass(frozen=True)
class Move:
    """`new` takes the place of `present`, which goes to `aside`. Without `new` the present one only goes."""

    new: str
    present: str
    aside: str

    def finish(self) -> None:
        """Do what is still to be done; harmless when all is done."""
        new, present, aside = Path(self.new or os.devnull), Path(self.present), Path(self.aside)
        waits = bool(self.new) and new.exists()
        if (waits or not self.new) and present.exists() and not aside.exists():
            aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            present.rename(aside)
        if waits:
            new.rename(present)


def write_down(data: Path, moves: Sequence[Move], *, schema: str = "") -> None:
    """Note the moves durably. `schema`: on PostgreSQL they count only when this one is there (see `waits_for`)."""
    part = data / f"{NOTE}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump({"schema": schema, "moves": [asdict(move) for move in moves]}, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    part.replace(data / NOTE)


def waits_for(data: Path) -> str | None:
    """Return the schema that an interrupted switch waits for, an empty text when it waits for none, None without one."""
    try:
        found: str = json.loads((data / NOTE).read_text(encoding="utf-8"))["schema"]
    except FileNotFoundError:
        return None
    return found


def finish(data: Path) -> bool:
    """Do the noted moves; return whether there were any."""
    note = data / NOTE
    if not note.exists():
        return False
    for move in json.loads(note.read_text(encoding="utf-8"))["moves"]:
        Move(**move).finish()
    note.unlink()
    return True


def forget(data: Path) -> None:
    """Drop a note whose restore never happened."""
    (data / NOTE).unlink(missing_ok=True)


def finish_at_start(data: Path) -> None:
    """Finish what a power cut has interrupted, where no database has to be asked (SQLite)."""
    if waits_for(data) == "":
        finish(data)
