"""What every template knows about the person who works: `duty`, the links of the staff bar and of the office's section."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from oseredok.library.people import nav


def duty(request: HttpRequest) -> dict[str, Any]:
    """Give `duty` (None for a guest), `duty_nav` and, on a page of the office, `duty_section`."""
    on_duty = getattr(request, "duty", None)
    if on_duty is None:
        return {"duty": None, "duty_nav": [], "duty_section": None}
    menu = nav.menu_for(on_duty, path=request.path)
    return {"duty": on_duty, "duty_nav": menu.bar, "duty_section": menu.here}
