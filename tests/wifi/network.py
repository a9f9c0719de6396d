"""A library with codes, and a router that speaks to us through a RADIUS server, over HTTP."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

from django.test import Client

from oseredok.library.places.models import Library
from oseredok.services.wifi import settings_actions
from oseredok.services.wifi.models import WifiSettings
from oseredok.spine.journal.models import Entry
from tests.world import NOW

NETWORK = "Biblioteka-Tykhohory"
PASSWORD = "tykhi-hory-2026"
PHONE, LAPTOP = "AA-BB-CC-00-11-22", "02:00:5e:10:00:01"


def turn_on(
    library: Library, *, minutes: int | None = None, one_device: bool = True, password: str = PASSWORD
) -> WifiSettings:
    """Let people in by codes."""
    return settings_actions.save_settings(
        library=library, by_codes=True, network=NETWORK, password=password, code_minutes=minutes, one_device=one_device
    )


class Router:
    """What a router asks and tells, as FreeRADIUS passes it on."""

    def __init__(self, library: Library, *, key: str = "", now: datetime = NOW) -> None:
        key = key or settings_actions.make_key(library=library, now=now)
        self.client = Client(enforce_csrf_checks=True)
        self.header = header(library.code, key)

    def asks(self, code: str, *, device: str = PHONE) -> dict[str, Any]:
        """Ask whether a device may come in; return the attributes of the answer."""
        answer = self.client.post(
            "/radius/authorize/", {"code": code, "station": device}, headers={"Authorization": self.header}
        )
        assert answer.status_code == 200, answer.status_code
        return {name: told["value"][0] for name, told in answer.json().items()}

    def tells(self, status: str, code: str = "", **more: Any) -> int:
        """Tell of a session; return the status of the answer."""
        told = {"status": status, "code": code, "session": "81a00001", "router": "hotspot", "station": PHONE, **more}
        sent = {name: str(value) for name, value in told.items()}
        return self.client.post("/radius/accounting/", sent, headers={"Authorization": self.header}).status_code

    def lets_in(self, code: str, *, device: str = PHONE) -> bool:
        """Tell only whether."""
        return self.asks(code, device=device)["control:Auth-Type"] == "Accept"


def header(name: str, key: str) -> str:
    """Return what proves a server."""
    return "Basic " + base64.b64encode(f"{name}:{key}".encode()).decode()


def counted() -> list[tuple[int, int | None]]:
    """Return quantity and minutes of each entry of Wi-Fi, as they were recorded."""
    return list(Entry.objects.filter(kind__code="wifi").order_by("pk").values_list("quantity", "minutes"))
