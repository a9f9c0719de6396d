"""What stands between the code and «Починаємо»: a signed note in the page of the rules, for five minutes and one computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Conflict
from oseredok.library.people.models import Reader
from oseredok.services.seats.models import Hold
from oseredok.services.seats.stations.models import Station

LIVES = timedelta(minutes=5)
_SALT = "oseredok.kiosk.station"


@dataclass(frozen=True)
class Ticket:
    """Who may begin: a booking or session, or a reader without one; `key` lets them sit down once."""

    hold: UUID | None = None
    reader: int | None = None
    key: UUID | None = None

    def found_hold(self) -> Hold | None:
        """Return the booking or session."""
        if self.hold is None:
            return None
        return Hold.objects.select_related("seat__room", "place__system", "reader").filter(public_id=self.hold).first()

    def found_reader(self) -> Reader | None:
        """Return the reader who sits down without a booking; None when the data were erased meanwhile."""
        if self.reader is None:
            return None
        return Reader.objects.filter(pk=self.reader, erased_on__isnull=True, merged_into__isnull=True).first()


def write(station: Station, who: Hold | int) -> str:
    """Return the note for the form."""
    told = ["", str(who), str(uuid4())] if isinstance(who, int) else [str(who.public_id), "", ""]
    return signing.dumps(told, salt=f"{_SALT}.{station.public_id}")


def read(station: Station, written: str) -> Ticket:
    """Understand it. Raises Conflict (`ticket-over`): too old, or not of this computer."""
    try:
        hold, reader, key = signing.loads(written, salt=f"{_SALT}.{station.public_id}", max_age=LIVES)
    except signing.BadSignature:
        raise Conflict(_("Минуло понад п’ять хвилин. Введіть код ще раз."), code="ticket-over") from None
    return Ticket(UUID(hold)) if hold else Ticket(reader=int(reader), key=UUID(key))
