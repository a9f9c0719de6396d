"""Is the centre well? Each room tells what it can see, in a sentence with the cure; registered in `AppConfig.ready()`.

`oseredok check` and the office's page «Стан системи» say the same sentences.

    health.register(health.Source("backup", 70, find))       # find(now) → Finding or None, when there is nothing to say
    Finding(Level.BAD, _("Останній копії вже 12 днів."), cure=_("Зробіть нову: Кабінет → Копії."), url_name="office:…")

Sources are asked in their order; those that need the database (all but a few) are skipped while it is out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Level(Enum):
    WELL = "✓"
    ADVICE = "!"
    BAD = "✗"

    @property
    def code(self) -> str:
        """For templates and styles."""
        return {"✓": "success", "!": "warning", "✗": "danger"}[self.value]


@dataclass(frozen=True)
class Finding:
    """What was seen; `cure` says what to do, `url_name` where in the office, when it is there."""

    level: Level
    sentence: str
    cure: str = ""
    url_name: str = ""

    def __str__(self) -> str:
        return f"{self.level.value} {self.sentence} {self.cure}".rstrip()


@dataclass(frozen=True)
class Source:
    code: str
    order: int
    find: Callable[[datetime], Finding | None]
    needs_database: bool = True


DATABASE = "database"

_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Offer a look. Registering the same code again replaces the former."""
    _sources[source.code] = source


def findings(*, now: datetime) -> Iterator[Finding]:
    """Look at everything, in order. The source called `DATABASE` decides whether those that need it are asked."""
    is_out = False
    for source in sorted(_sources.values(), key=lambda source: source.order):
        if is_out and source.needs_database:
            continue
        finding = source.find(now)
        if finding is None:
            continue
        is_out = is_out or (source.code == DATABASE and finding.level is Level.BAD)
        yield finding
