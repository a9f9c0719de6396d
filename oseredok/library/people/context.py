"""What every template knows about the person who works: `duty` and the links of the staff bar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from oseredok.library.people import nav


def duty(request: HttpRequest) -> dict[str, Any]:
    """Give `duty` (None for a guest) and `duty_nav`."""
    on_duty = getattr(request, "duty", None)
    links = nav.links_for(on_duty, path=request.path) if on_duty else []
    return {"duty": on_duty, "duty_nav": links}
