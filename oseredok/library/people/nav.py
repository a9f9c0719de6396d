"""What the staff bar and the office offer. Rooms register their pages in `AppConfig.ready()`; a duty sees what it may open.

A page of the desk's everyday work stands in the bar itself:

    nav.register(nav.NavItem(url_name="people:readers", label=_("Читачі"), order=30, roles=DESK))

Everything else is a page of the office. It names its section and tells in one line what it is for; the bar then shows
one «Кабінет», whose page lists the sections, and every page of a section links to its neighbours:

    nav.register(
        nav.NavItem(
            url_name="office:documents", label=_("Документи"), order=20, roles=(Role.HEAD, Role.DIRECTOR),
            section=nav.Section.PAPERS, hint=_("Положення, накази, правила: що діє і коли переглянути"),
            count=lambda duty: queries.to_review(on=...).count(),  # optional: how much waits; a cheap query
        )
    )

What waits for a decision in a sentence of its own is told to `people.waiting`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role


class Section(TextChoices):
    """The headings of the office, in the order of its page."""

    NUMBERS = "numbers", lazy("Числа і звіти")
    CENTRE = "centre", lazy("Осередок")
    PEOPLE = "people", lazy("Люди")
    CATALOGUE = "catalogue", lazy("Каталог")
    PAPERS = "papers", lazy("Документи і листи")
    SITE = "site", lazy("Сайт")
    SYSTEM = "system", lazy("Система")


@dataclass(frozen=True)
class NavItem:
    """A page of the bar or, with `section`, of the office. `count` tells how much waits there; zero is not shown."""

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[Role, ...]
    count: Callable[[Duty], int] | None = None
    section: Section | None = None
    hint: str | Promise = ""


@dataclass(frozen=True)
class NavLink:
    """An item ready to be drawn for one request."""

    url: str
    label: str
    count: int
    current: bool
    hint: str = ""
    inside: bool = False
    """The page is deeper than this link: current, but not the page itself."""


@dataclass(frozen=True)
class NavGroup:
    """A section of the office with the pages that a duty may open."""

    section: Section
    links: list[NavLink]

    @property
    def title(self) -> str:
        return str(self.section.label)


@dataclass(frozen=True)
class Menu:
    """Everything that one request draws: the bar, the office by sections, and the section where the page is."""

    bar: list[NavLink]
    office: list[NavGroup]

    @property
    def here(self) -> NavGroup | None:
        return next((group for group in self.office if any(link.current for link in group.links)), None)


_items: dict[str, NavItem] = {}
_office_home: list[str] = []
_apart: list[str] = []


def register(item: NavItem) -> None:
    """Offer a page. Registering the same address again replaces the former."""
    _items[item.url_name] = item


def register_office_home(url_name: str) -> None:
    """Name the page that lists the sections; the bar links to it."""
    _office_home[:] = [url_name]


def register_apart(url_name: str) -> None:
    """Name a page that stands under no link of the bar, though its address begins like one."""
    _apart.append(url_name)


def items_for(duty: Duty) -> list[NavItem]:
    """Return the pages that the duty may open: those of the bar first, each part in its order."""
    mine = (item for item in _items.values() if duty.may(*item.roles))
    return sorted(mine, key=lambda item: (item.section is not None, item.order))


def first_page(duty: Duty) -> str:
    """Return the name of the page to begin with: the first of the bar, else the office; empty when nothing is open."""
    items = items_for(duty)
    names = [item.url_name for item in items if item.section is None] or (_office_home if items else [])
    return (names or [item.url_name for item in items] or [""])[0]


def menu_for(duty: Duty, *, path: str) -> Menu:
    """Return what the duty may open; the current page is the longest address that `path` starts with."""
    items = [(item, reverse(item.url_name)) for item in items_for(duty)]
    homes = [reverse(name) for name in _office_home]
    known = (*(url for _item, url in items), *homes, *map(reverse, _apart))
    here = max((url for url in known if path.startswith(url)), key=len, default="")
    drawn = [(item.section, _link(item, url, duty, here)) for item, url in items]
    groups = [NavGroup(one, [link for section, link in drawn if section == one]) for one in Section]
    office = [group for group in groups if group.links]
    bar = [link for section, link in drawn if section is None]
    return Menu(bar=bar + [_home_link(url, office, here) for url in homes if office], office=office)


def _link(item: NavItem, url: str, duty: Duty, here: str) -> NavLink:
    count = item.count(duty) if item.count else 0
    return NavLink(url=url, label=str(item.label), count=count, current=url == here, hint=str(item.hint))


def _home_link(url: str, office: list[NavGroup], here: str) -> NavLink:
    links = [link for group in office for link in group.links]
    return NavLink(
        url=url,
        label=_("Кабінет"),
        count=sum(link.count for link in links),
        current=url == here or any(link.current for link in links),
        inside=url != here,
    )
