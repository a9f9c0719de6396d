"""What of readers' signing in is not copied: a session ended after the copy was made must not be open again once it is restored."""

from __future__ import annotations

from oseredok.base.backup import registry
from oseredok.library.people.own_page.models import ReaderCode, ReaderSession

_PASSING = (ReaderCode, ReaderSession)


def forget_who_was_in() -> None:
    """Empty the tables in the restored centre: copies made before they were left out still hold them."""
    for model in _PASSING:
        model._default_manager.all().delete()


def register() -> None:
    tables = tuple(model._meta.db_table for model in _PASSING)
    registry.register(registry.Room("own_page", left_out=tables, make_again=forget_who_was_in))
