"""What waits for a decision, in sentences. Rooms register in `AppConfig.ready()`; the office's first page lists them.

    waiting.register(waiting.Source("documents", LEADERS, lambda duty, now: [
        waiting.Decision(_("Правила користування час переглянути: строк минув учора"), url, urgent=True)
    ]))

An empty list means that nothing waits. What is only a number belongs to `nav.NavItem.count`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role


@dataclass(frozen=True)
class Decision:
    """One sentence and the page where it is decided. Urgent ones come first."""

    sentence: str
    url: str
    urgent: bool = False


@dataclass(frozen=True)
class Source:
    """A room that may have something to decide; asked only for a duty with one of `roles`."""

    code: str
    roles: tuple[Role, ...]
    find: Callable[[Duty, datetime], Iterable[Decision]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Offer decisions. Registering the same code again replaces the former."""
    _sources[source.code] = source


def decisions_for(duty: Duty, *, now: datetime) -> list[Decision]:
    """Return what the duty may decide now: urgent first, then in the order of the rooms."""
    found = [one for source in _sources.values() if duty.may(*source.roles) for one in source.find(duty, now)]
    return sorted(found, key=lambda one: not one.urgent)
