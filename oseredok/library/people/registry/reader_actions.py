"""What can be done with a reader from the reader's page. Faces register their verbs; the page draws the buttons.

The page lives on the library's floor and knows nothing of visits: recording one belongs to the desk above.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise

from oseredok.base.ui.parts import Link
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Reader, Role


@dataclass(frozen=True)
class ReaderAction:
    """A button that sends `card` by POST to `url_name`. `offered` tells whether it makes sense for a reader on a day."""

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[Role, ...]
    icon: str = ""
    offered: Callable[[Reader, date], bool] | None = None


@dataclass(frozen=True)
class ReaderButton:
    url: str
    label: str
    icon: str


@dataclass(frozen=True)
class ReaderPage:
    """A page about one reader, whose address takes the reader's `public_id`; the reader's page links to it."""

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[Role, ...]
    icon: str = ""


@dataclass(frozen=True)
class ListAction:
    """A button over the list of readers that leads to `url_name`."""

    url_name: str
    label: str | Promise
    order: int
    roles: tuple[Role, ...]
    icon: str = ""


@dataclass(frozen=True)
class NoteButton:
    """A form of one button: `fields` go by POST to `url`."""

    url: str
    label: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Note:
    """A sentence on the reader's page, a link for more, and one thing that can be done at once."""

    sentence: str
    more: Link
    button: NoteButton | None = None
    is_warning: bool = False


@dataclass(frozen=True)
class ReaderNote:
    """What a room above tells of a reader who is in the registry."""

    code: str
    order: int
    roles: tuple[Role, ...]
    make: Callable[[Reader, date], Note | None]


_notes: dict[str, ReaderNote] = {}
_list_actions: dict[str, ListAction] = {}
_actions: dict[str, ReaderAction] = {}
_pages: dict[str, ReaderPage] = {}


def register(action: ReaderAction) -> None:
    """Offer a verb. Registering the same address again replaces the former."""
    _actions[action.url_name] = action


def register_page(page: ReaderPage) -> None:
    """Offer a page about a reader. Registering the same address again replaces the former."""
    _pages[page.url_name] = page


def register_note(note: ReaderNote) -> None:
    """Tell something on each reader's page. Registering the same code again replaces the former."""
    _notes[note.code] = note


def register_for_list(action: ListAction) -> None:
    """Offer a button over the list. Registering the same address again replaces the former."""
    _list_actions[action.url_name] = action


def list_buttons(*, duty: Duty) -> list[ReaderButton]:
    """Return the buttons over the list of readers for this duty, in order; none when the centre is closed."""
    if duty.is_after_closing:
        return []
    chosen = sorted((one for one in _list_actions.values() if duty.may(*one.roles)), key=lambda one: one.order)
    return [ReaderButton(url=reverse(one.url_name), label=str(one.label), icon=one.icon) for one in chosen]


def pages_for(*, reader: Reader, duty: Duty) -> list[ReaderButton]:
    """Return links from the reader's page for this duty, in order; none of a record behind which nobody stands."""
    if reader.erased_on is not None or reader.merged_into_id is not None:
        return []
    chosen = sorted((page for page in _pages.values() if duty.may(*page.roles)), key=lambda page: page.order)
    return [
        ReaderButton(url=reverse(page.url_name, args=[reader.public_id]), label=str(page.label), icon=page.icon)
        for page in chosen
    ]


def notes_for(*, reader: Reader, duty: Duty, on: date) -> list[Note]:
    """Return what rooms above tell of a reader for this duty and day.

    Nothing of a record behind which nobody stands, nothing when the centre is closed: there is nothing to be done.
    """
    if reader.erased_on is not None or reader.merged_into_id is not None or duty.is_after_closing:
        return []
    chosen = sorted((one for one in _notes.values() if duty.may(*one.roles)), key=lambda one: one.order)
    return [made for one in chosen if (made := one.make(reader, on)) is not None]


def buttons_for(*, reader: Reader, duty: Duty, on: date) -> list[ReaderButton]:
    """Return the buttons of the reader's page for this duty and day, in order; none when the centre is closed."""
    if duty.is_after_closing:
        return []
    chosen = [
        action
        for action in _actions.values()
        if duty.may(*action.roles) and (action.offered is None or action.offered(reader, on))
    ]
    return [
        ReaderButton(url=reverse(action.url_name), label=str(action.label), icon=action.icon)
        for action in sorted(chosen, key=lambda action: action.order)
    ]


def needs_renewal(reader: Reader, on: date) -> bool:
    """Tell whether the reader is not yet registered in the year of `on`, or a guest's term is over."""
    ended = reader.valid_until is not None and reader.valid_until < on
    return ended or not reader.registrations.filter(year=on.year).exists()
