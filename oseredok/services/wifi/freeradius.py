"""The configuration of FreeRADIUS for one library, ready to be pasted. Tested with the real server in `tests/wifi`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from oseredok.library.places.models import Library

AUTH_PORT, ACCT_PORT = 1812, 1813


@dataclass(frozen=True)
class Configuration:
    """Two files and the secret that the router and the server share; none of it is kept by us."""

    module: str
    site: str
    secret: str


def configuration(
    *,
    library: Library,
    key: str,
    address: str,
    router: str,
    listen: str = "*",
    ports: tuple[int, int] = (AUTH_PORT, ACCT_PORT),
) -> Configuration:
    """Write the files. `address` is where this system answers (`https://…/radius/`), `router` the router's own address."""
    # Typed into a router and behind a command: a sign such as a leading dash would be read in a way of theirs.
    secret = secrets.token_hex(20)
    words = {
        "name": library.name.replace("\n", " "),
        "library": library.code,
        "key": key,
        "address": address,
        "router": router,
        "secret": secret,
        "listen": listen,
        "auth_port": ports[0],
        "acct_port": ports[1],
    }
    safe = {name: mark_safe(value) for name, value in words.items()}  # noqa: S308 - a file for a server, not a page
    return Configuration(
        module=render_to_string("wifi/freeradius/module.conf", safe),
        site=render_to_string("wifi/freeradius/site.conf", safe),
        secret=secret,
    )
