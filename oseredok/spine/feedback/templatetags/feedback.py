"""The scale as buttons: `{% load feedback %}{% scale %}` inside a form."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse

from oseredok.library.places.models import Library
from oseredok.spine.feedback import keys, letters, queries
from oseredok.spine.feedback.models import Via
from oseredok.spine.feedback.scale import Score

register = template.Library()

FACES = {
    Score.VERY_GOOD: "laugh",
    Score.GOOD: "smile",
    Score.SO_SO: "meh",
    Score.BAD: "frown",
    Score.VERY_BAD: "angry",
}


@register.inclusion_tag("feedback/how_was_it.html", takes_context=True)
def how_was_it(context: Context, place: Library | None, kind: str = "", once: str = "") -> dict[str, Any]:
    """«Як усе пройшло?» where something on the site has just ended: one tap, on to the page of thanks.

    `kind` is the code of the service; `once` names what has ended, and rates once. Nothing without a library, nothing when
    that has been rated already.
    """
    url = ""
    if place is not None and once:
        if not queries.is_rated(letters.once(once)):
            url = reverse(
                "opinion:letter", args=[letters.rating_token(key=once, place=place, kind=kind, via=Via.REMOTE)]
            )
    elif place is not None:
        url = reverse("opinion:service" if kind else "opinion:here", args=[place.code, kind] if kind else [place.code])
    return {"url": url, "key": keys.fresh(), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("feedback/scale.html")
def scale(size: str = "", but: int | None = None) -> dict[str, Any]:
    """Five buttons that send `score`; the word is the answer, the face beside it a decoration. `but` is left out."""
    return {"steps": [(score, FACES[score]) for score in Score if score != but], "size": size}
