"""A booking as an `.ics` file: any calendar takes it, and takes a later one as a change of the same event."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from oseredok.services.seats import letters
from oseredok.services.seats.models import LIVE, Hold

REMIND = timedelta(hours=1)


def ics(hold: Hold, *, url: str, now: datetime) -> bytes:
    """Return the file. A booking that is given up says so, and the calendar crosses it out."""
    event = Event()
    event.add("uid", f"{hold.public_id}@oseredok")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("sequence", int((now - hold.made_at).total_seconds()) // 60)
    event.add("dtstart", hold.starts_at)
    event.add("dtend", hold.ends_at)
    event.add("summary", _("Місце в бібліотеці: {seat}").format(seat=hold.seat.name))
    event.add("location", ", ".join(filter(None, (hold.place.name, hold.place.address, hold.seat.room.name))))
    event.add("description", _("Код броні: {code}").format(code=letters.by_threes(hold.code)))
    event.add("url", url)
    event.add("status", "CONFIRMED" if hold.state in LIVE else "CANCELLED")
    event.add_component(_reminder(hold))
    calendar = Calendar()
    calendar.add("prodid", "-//Oseredok//seats//UK")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _reminder(hold: Hold) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", hold.seat.name)
    alarm.add("trigger", -REMIND)
    return alarm
