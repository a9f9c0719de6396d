"""What one gesture at the desk wrote."""

from dataclasses import dataclass
from uuid import UUID

from oseredok.services.visits.models import Visit
from oseredok.spine.journal.models import Entry


@dataclass(frozen=True)
class Recorded:
    """What one gesture wrote. `visit` is None for a service rendered without a counted coming."""

    gesture: UUID
    entries: tuple[Entry, ...]
    visit: Visit | None = None
    already: bool = False
