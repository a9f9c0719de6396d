"""What the staff bar offers. Faces register their pages in `AppConfig.ready()`; the bar shows what a duty may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role


@dataclass(frozen=True)
class NavItem:
    """A page of the staff bar. `count` tells how much waits there; zero is not shown."""

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[Role, ...]
    count: Callable[[Duty], int] | None = None


@dataclass(frozen=True)
class NavLink:
    """An item ready to be drawn for one request."""

    url: str
    label: str
    count: int
    current: bool


_items: dict[str, NavItem] = {}


def register(item: NavItem) -> None:
    """Offer a page. Registering the same address again replaces the former."""
    _items[item.url_name] = item


def items_for(duty: Duty) -> list[NavItem]:
    """Return the pages that the duty may open, in order."""
    return sorted((item for item in _items.values() if duty.may(*item.roles)), key=lambda item: item.order)


def links_for(duty: Duty, *, path: str) -> list[NavLink]:
    """Return the links of the bar; the current one is the longest address that `path` starts with."""
    items = [(item, reverse(item.url_name)) for item in items_for(duty)]
    here = max((url for _, url in items if path.startswith(url)), key=len, default="")
    return [
        NavLink(url=url, label=str(item.label), count=item.count(duty) if item.count else 0, current=url == here)
        for item, url in items
    ]
