"""What the frame of the reader's corner needs: its menu and the same page in the other language."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag(takes_context=True)
def cabinet_menu(context: template.Context) -> list[dict[str, Any]]:
    """The pages of the corner for one who has come in; for a guest the way back to the site."""
    request: HttpRequest = context["request"]
    items = [("front:services", _("Послуги")), ("front:visit", _("Як дістатися"))]
    # On a page of signing in nobody is asked for; on the others the reader is known already.
    if getattr(request, "_reader_session", None) is not None and request.reader:  # type: ignore[attr-defined]
        items = [("cabinet:home", _("Моє")), ("cabinet:data", _("Мої дані")), ("cabinet:devices", _("Вийти"))]
    menu: list[dict[str, Any]] = [
        {"url": reverse(name), "label": label, "current": request.path == reverse(name)} for name, label in items
    ]
    return [*menu, {**other_language(context), "current": False}]


@register.simple_tag(takes_context=True)
def other_language(context: template.Context) -> dict[str, str]:
    """The address of this page in the other language, its name and its code."""
    lang, label = ("uk", "Українською") if get_language() != "uk" else ("en", "English")
    return {"url": translate_url(context["request"].path, lang), "label": label, "lang": lang}
