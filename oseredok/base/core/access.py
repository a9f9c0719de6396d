"""What a page says about its audience. Everything is denied unless a view declares one (design, §8).

`library.people.access` builds the audiences of roles on top of this; here is only what the base needs itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

EVERYONE: Final = "everyone"

View = TypeVar("View", bound=Callable[..., Any])


def everyone(view: View) -> View:
    """Declare that any person may open `view`, signed in or not."""
    view.audience = EVERYONE  # type: ignore[attr-defined]
    # Django's own LoginRequiredMiddleware reads this name.
    view.login_required = False  # type: ignore[attr-defined]
    return view
