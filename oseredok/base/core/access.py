"""What a page says about its audience. Everything is denied unless a view declares one (design, §8).

`library.people.access` builds the audiences of roles on top of this; here is only what the base needs itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

EVERYONE: Final = "everyone"
MACHINE: Final = "machine"

View = TypeVar("View", bound=Callable[..., Any])


def everyone(view: View) -> View:
    """Declare that any person may open `view`, signed in or not."""
    view.audience = EVERYONE  # type: ignore[attr-defined]
    # Django's own LoginRequiredMiddleware reads this name.
    view.login_required = False  # type: ignore[attr-defined]
    return view


def machine(view: View) -> View:
    """Declare that `view` answers another program, which proves itself by a key of its own in every request.

    No cookie opens it, so there is no form to forge: the token against that is not asked for. The view checks the key itself
    and answers 401 without it; a walk over all addresses tries.
    """
    view.audience = MACHINE  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view


def protocol(view: View) -> View:
    """Declare that `view` answers anybody's programs by a public protocol and changes nothing, whatever the method.

    OAI-PMH and SRU ask by POST too, and programs have no token against forgery: there is nothing to forge. A test holds
    such views to it: none of them writes to the database.
    """
    view.csrf_exempt = True  # type: ignore[attr-defined]
    view.reads_only = True  # type: ignore[attr-defined]
    return everyone(view)
