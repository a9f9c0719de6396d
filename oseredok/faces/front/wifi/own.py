"""The code of Wi-Fi that belongs to something a person has here: a session at a seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from oseredok.library.places.models import Library
from oseredok.services.wifi import actions, digits, queries, rules
from oseredok.services.wifi.models import WifiCode, WifiSettings


@dataclass(frozen=True)
class OwnWifi:
    """What the person's page shows: the code as it is read, and the network to type it in."""

    code: WifiCode
    mine: WifiSettings

    @property
    def digits(self) -> str:
        return digits.shown(self.code.code)


def own_wifi(*, place: Library, subject: tuple[str, str], until: datetime, now: datetime) -> OwnWifi | None:
    """Return the code good until the end of what it is bound to; the end moves when that does.

    None where the library gives no codes, the time is out, or the desk has revoked the code.
    """
    code = actions.code_for(place=place, subject=subject, until=until, now=now)
    if code is None or rules.state_of(code, now=now) is rules.State.REVOKED:
        return None
    return OwnWifi(code, queries.settings_of(place))
