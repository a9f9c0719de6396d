"""Who may open what: a view declares its audience, `middleware.AudienceMiddleware` refuses everything else.

    @everyone                        a public page
    @reader                          who has come in as a reader (`reader_sign_in`), whatever account is signed in besides
    @signed_in                       any account, even one without a role yet
    @staff(Role.HEAD, ...)           one of the roles, held at the current place or in the whole system
    @machine                         another program, by a key of its own that the view checks
    @after_closing                   beside `@staff`: it may write when the whole centre is closed

A view without a declaration answers 403 to everybody: forgetting is safe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch
from django_htmx.middleware import HtmxDetails

from oseredok.base.core.access import EVERYONE, MACHINE, View, everyone, machine
from oseredok.library.people.models import Account, Reader, Role
from oseredok.library.places.models import Library

SIGNED_IN = "signed_in"
READER = "reader"

Audience = str | frozenset[Role]
"""`EVERYONE`, `MACHINE`, `READER`, `SIGNED_IN`, or the roles of which one is needed."""

DESK = (Role.CONSULTANT, Role.BRANCH_LIBRARIAN, Role.HEAD, Role.DIRECTOR)
LEADERS = (Role.HEAD, Role.DIRECTOR)
OFFICE = (Role.HEAD, Role.DIRECTOR, Role.METHODIST, Role.ADMINISTRATOR)

# Pages that are not ours cannot carry a decorator. A new version of a package that brings a new page is
# refused until the page is named here.
THIRD_PARTY: dict[str, Audience] = {
    "set_language": EVERYONE,
    "account_login": EVERYONE,
    "account_logout": EVERYONE,
    "account_inactive": EVERYONE,
    "account_reset_password": EVERYONE,
    "account_reset_password_done": EVERYONE,
    "account_reset_password_from_key": EVERYONE,
    "account_reset_password_from_key_done": EVERYONE,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "mfa_authenticate": EVERYONE,  # the second step of signing in: the person is not signed in yet
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_login_webauthn": EVERYONE,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
}


@dataclass(frozen=True)
class Duty:
    """Who works now, at which place, with which roles there. System-wide roles count at every place."""

    account: Account
    place: Library
    places: list[Library] = field(default_factory=list)
    roles: frozenset[Role] = frozenset()
    held: frozenset[tuple[Role, int | None]] = frozenset()
    """Every live role with the id of its place, None for the whole system."""

    def holds(self, *roles: Role, at: int | None) -> bool:
        """Tell whether one of `roles` is held in the whole system or, when `at` is the id of a place, there."""
        return any((role, place) in self.held for role in roles for place in {None, at})

    def places_of(self, *roles: Role) -> list[Library]:
        """Return the places where one of `roles` is held: a leader of one library may only serve at another."""
        return [place for place in self.places if self.holds(*roles, at=place.pk)]

    def answers_for(self, reader: Reader) -> bool:
        """Tell whether joining and erasing of this reader is decided here: a branch librarian's are those of the own branch."""
        if self.may(Role.HEAD, Role.DIRECTOR):
            return True
        return self.holds(Role.BRANCH_LIBRARIAN, at=reader.home_library_id)

    @property
    def is_after_closing(self) -> bool:
        """Whether the whole centre is closed: pages are read and printed, `after_closing` ones work."""
        return self.place.closed_on is not None

    def may(self, *roles: Role) -> bool:
        """Tell whether one of `roles` is held at the current place or system-wide."""
        return not self.roles.isdisjoint(roles)

    @property
    def role_names(self) -> list[str]:
        """The roles as people call them, in the order of `Role`."""
        return [str(role.label) for role in Role if role in self.roles]


class StaffRequest(HttpRequest):
    """A request inside a `@staff` or `@signed_in` view, for type checking only."""

    duty: Duty
    user: Account
    htmx: HtmxDetails


class ReaderRequest(HttpRequest):
    """A request inside a `@reader` view, for type checking only."""

    reader: Reader
    htmx: HtmxDetails


def reader(view: View) -> View:
    """Declare a view open to whoever has come in as a reader; `request.reader` is that reader."""
    view.audience = READER  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Declare a view open to every account."""
    view.audience = SIGNED_IN  # type: ignore[attr-defined]
    return view


def staff(*roles: Role) -> Callable[[View], View]:
    """Declare a view open to holders of one of `roles` at the current place. Nobody is let in by rank: name all."""
    if not roles:
        raise ValueError("name the roles that may open the page")

    def declare(view: View) -> View:
        view.audience = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return declare


def after_closing(view: View) -> View:
    """Declare that a view of the staff still writes when the whole centre is closed: its papers, requests, copies."""
    view.after_closing = True  # type: ignore[attr-defined]
    return view


def audience_of(view: Callable[..., Any], match: ResolverMatch | None) -> Audience | None:
    """Return the declared audience of a view; None when nobody declared one."""
    declared: Audience | None = getattr(view, "audience", None)
    if declared is None and match is not None and match.url_name and not match.namespaces:
        return THIRD_PARTY.get(match.url_name)
    return declared


def names_of(roles: Iterable[Role]) -> list[str]:
    """Return the roles as people call them, in the order of `Role`."""
    wanted = set(roles)
    return [str(role.label) for role in Role if role in wanted]


__all__ = [
    "DESK",
    "EVERYONE",
    "LEADERS",
    "MACHINE",
    "OFFICE",
    "READER",
    "SIGNED_IN",
    "THIRD_PARTY",
    "Audience",
    "Duty",
    "ReaderRequest",
    "StaffRequest",
    "after_closing",
    "audience_of",
    "everyone",
    "machine",
    "names_of",
    "reader",
    "signed_in",
    "staff",
]
