"""On duty where: the current place of a member of staff, kept in the session."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext as _

from oseredok.base.core.errors import NotAllowed
from oseredok.library.people import queries
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account, Role, RoleAssignment
from oseredok.library.places.models import Library

SESSION_KEY = "place"


def duty_of(*, account: Account, session: SessionBase) -> Duty | None:
    """Return who is on duty where; None only while the system has no library at all.

    The place chosen before holds as long as a role is held there; otherwise it is the first place. An account
    without roles stands at the first library with empty hands: pages tell it whom to ask.
    """
    held = queries.live_roles(account=account)
    # The whole centre is closed: who keeps looking stands at the central library.
    libraries = list(Library.objects.filter(closed_on__isnull=True)) or list(Library.objects.filter(is_central=True))
    places = _places(held, libraries)
    place = _chosen(places or libraries[:1], session.get(SESSION_KEY))
    if place is None:
        return None
    roles = frozenset(Role(one.role) for one in held if one.place_id in (None, place.pk))
    by_place = frozenset((Role(one.role), one.place_id) for one in held)
    return Duty(account=account, place=place, places=places, roles=roles, held=by_place)


def switch(*, duty: Duty, place_id: int, session: SessionBase) -> Library:
    """Move the duty to another place where a role is held.

    Raises:
        NotAllowed: no role there.
    """
    for place in duty.places:
        if place.pk == place_id:
            session[SESSION_KEY] = place.pk
            return place
    raise NotAllowed(_("У вас немає ролі в цій бібліотеці."), code="no_role_there", field="place")


def _places(held: Sequence[RoleAssignment], libraries: list[Library]) -> list[Library]:
    if any(one.place_id is None for one in held):
        return libraries
    ids = {one.place_id for one in held}
    return [library for library in libraries if library.pk in ids]


def _chosen(places: list[Library], wanted: object) -> Library | None:
    for place in places:
        if place.pk == wanted:
            return place
    return places[0] if places else None
