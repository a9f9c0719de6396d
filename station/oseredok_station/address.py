"""The library's address: what a person typed, made into the one page and the one origin that are allowed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from oseredok_station.problems import StationError

PAGE = "/kiosk/seat/"
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Address:
    """Where the library is."""

    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" if self.port == PORTS[self.scheme] else f"{self.scheme}://{host}:{self.port}"

    @property
    def page(self) -> str:
        return self.origin + PAGE

    def allows(self, url: str) -> bool:
        """Return whether this address is the library's own; what cannot be read is not."""
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS.get(parts.scheme, 0)
        except ValueError:
            return False
        return (parts.scheme, parts.hostname, port) == (self.scheme, self.host, self.port)


def read(text: str) -> Address:
    """Read what a person typed, with or without `https://` and with any page of the site.

    Raises `StationError` with a sentence for that person.
    """
    typed = text.strip()
    if not typed:
        raise StationError("Напишіть адресу сайту бібліотеки, наприклад: https://biblioteka.example")
    try:
        parts = urlsplit(typed if "://" in typed else f"https://{typed}")
        port = parts.port
    except ValueError as error:
        raise StationError(f"Це не схоже на адресу сайту: {typed}") from error
    if parts.scheme not in PORTS:
        raise StationError("Адреса сайту починається з https:// або http://")
    if not parts.hostname or " " in parts.netloc or parts.username:
        raise StationError(f"Це не схоже на адресу сайту: {typed}")
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    return Address(parts.scheme, host, port or PORTS[parts.scheme])
