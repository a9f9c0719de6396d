"""The library as other programs know it: its name, its address, the page of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from oseredok.collections.catalogue.addresses import path_of
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.writing.entries import Entry
from oseredok.collections.catalogue.writing.entries import entries as written
from oseredok.library.places import queries as places


@dataclass(frozen=True)
class Site:
    """`base` is the address without a path. `owner` is who keeps the catalogue, empty before the first set-up."""

    base: str
    owner: str
    email: str

    @property
    def host(self) -> str:
        """The name of the computer, without a port: identifiers outlive ports."""
        return urlsplit(self.base).hostname or "localhost"

    def page_of(self, record: Record) -> str:
        """Return the permanent address of the page where people read the record."""
        with translation.override("uk"):
            return f"{self.base}{path_of(record)}"

    def entries(self, pks: Sequence[int]) -> Iterator[Entry]:
        """Yield records for writers, each with the address of its page."""
        for entry in written(pks, owner=self.owner):
            yield replace(entry, address=self.page_of(entry.record))


def site_of(request: HttpRequest) -> Site:
    """Return the site by the address that the library has set, else by the one that was asked."""
    base = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    central = places.central()
    owner = central.system.short_name if central else ""
    host = urlsplit(base).hostname or "localhost"
    domain = host if "." in host else f"{host}.invalid"  # an address of a network without names is none
    return Site(base, owner, (central.email if central else "") or f"webmaster@{domain}")
