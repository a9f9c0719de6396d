"""From a template and a context to a subject, a text and an HTML body. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.template import Context, TemplateDoesNotExist
from django.template.backends.django import Template as BackendTemplate
from django.template.loader import get_template
from django.utils import translation

from oseredok.base.mail import registry


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def render(template: str, context: Mapping[str, Any], *, language: str = "uk", ending: str = "") -> Rendered:
    """Render one registered letter, `ending` as its last paragraphs. Raises LookupError for an unknown one, TemplateDoesNotExist for a missing file."""
    registry.kind(template)
    with translation.override(language):
        subject = " ".join(_plain(f"mail/{template}.subject.txt", context).split())
        text = _tidy(_plain(f"mail/{template}.txt", context) + f"\n\n{ending}")
        inner = {**context, "subject": subject, "language": language, "paragraphs": re.split(r"\n{2,}", text.strip())}
        try:
            html = get_template(f"mail/{template}.html").render(inner)
        except TemplateDoesNotExist:
            html = get_template("mail/from_text.html").render(inner)
    return Rendered(subject, text, html)


def _plain(name: str, context: Mapping[str, Any]) -> str:
    # Plain text must not be escaped («О&#x27;Коннор»), and no author has to remember to say so.
    backend = cast("BackendTemplate", get_template(name))
    return str(backend.template.render(Context(dict(context), autoescape=False)))


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"
