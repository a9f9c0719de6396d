"""Registry: how an entry's `subject` (an app's label and an id, no foreign key) is told to people.

A service that puts subjects on its entries registers a function in its `AppConfig.ready()`. The diary (part III) and
the list of entries ask here; an id that the service does not know any more is simply missing from the answer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from oseredok.spine.journal.models import Entry


@dataclass(frozen=True)
class Subject:
    """What a service tells about the thing behind an entry. `details` are for the diary: name → value."""

    title: str
    url: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


Describe = Callable[[list[str]], dict[str, Subject]]

_describers: dict[str, Describe] = {}


def register(app_label: str, describe: Describe) -> None:
    """Let `describe` tell about subjects of `app_label`: given ids, it answers id → Subject in one query."""
    _describers[app_label] = describe


def registered() -> tuple[str, ...]:
    """The labels that have registered."""
    return tuple(sorted(_describers))


def describe(entries: Iterable[Entry]) -> dict[tuple[str, str], Subject]:
    """Return (app label, id) → Subject for the subjects of these entries, one query for each app."""
    wanted: dict[str, set[str]] = {}
    for entry in entries:
        if entry.subject_app in _describers:
            wanted.setdefault(entry.subject_app, set()).add(entry.subject_id)
    return {
        (app_label, subject_id): subject
        for app_label, ids in wanted.items()
        for subject_id, subject in _describers[app_label](sorted(ids)).items()
    }
