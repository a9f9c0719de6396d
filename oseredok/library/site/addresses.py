"""Addresses of pages: which are free, which are the system's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import LocalePrefixPattern, URLResolver, get_resolver

from oseredok.base.core.text import slug

LONGEST = 80
# What is not an address yet and what a reverse proxy or a browser may ask for.
KEPT = frozenset({
    "admin", "api", "app", "books", "catalogue", "data", "enquiries", "events", "feed", "feeds", "files", "health", "help",
    "home", "index", "login", "logout", "media", "page", "pages", "pictures", "readers", "root", "rss", "sitemap", "static",
    "status", "texts", "well-known",
})  # fmt: skip


@cache
def _own(urlconf: str) -> frozenset[str]:
    languages = {code for code, _name in settings.LANGUAGES}
    return KEPT | languages | frozenset(_heads(get_resolver(urlconf).url_patterns))


def reserved() -> frozenset[str]:
    """Return what the system itself uses, now or soon, as the first part of an address."""
    return _own(settings.ROOT_URLCONF)


def _heads(patterns: Iterable[Any]) -> Iterator[str]:
    for one in patterns:
        route = "" if isinstance(one.pattern, LocalePrefixPattern) else str(one.pattern)
        head = route.split("/")[0]
        if head and "<" not in head:
            yield head
        elif not head and isinstance(one, URLResolver):
            yield from _heads(one.url_patterns)


def suggested(title: str) -> str:
    """Return the address that a title asks for, by the Cabinet's resolution № 55 of 2010."""
    return slug(title)[:LONGEST].strip("-") or "storinka"


def first_free(title: str, *, taken: Iterable[str]) -> str:
    """Return the suggested address, with a number when it is taken or the system's own."""
    base, busy = suggested(title)[: LONGEST - 4].strip("-"), {*taken, *reserved()}
    found, number = base, 2
    while found in busy:
        found, number = f"{base}-{number}", number + 1
    return found
