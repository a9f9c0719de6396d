"""What the registry's list offers to the other rooms: its button over the search, its page of the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from oseredok.library.people import nav
from oseredok.library.people.models import Role
from oseredok.library.people.registry import reader_actions

LOOKERS = (Role.HEAD, Role.DIRECTOR, Role.BRANCH_LIBRARIAN)
"""Who looks through everybody. Those who serve at the desk find the one who stands before them."""


def register() -> None:
    """Called once, when the app is ready."""
    reader_actions.register_for_list(
        reader_actions.ListAction(
            url_name="people:list", label=_("Список із вибором"), order=20, roles=LOOKERS, icon="list-filter"
        )
    )
    nav.register(
        nav.NavItem(
            url_name="people:list",
            label=_("Список читачів"),
            order=30,
            roles=LOOKERS,
            section=nav.Section.PEOPLE,
            hint=_("Хто не перереєстрований, діти, гості, вибулі; список для справи"),
        )
    )
