"""What is set now."""

from __future__ import annotations

from typing import TypeVar

from oseredok.base.core.errors import Invalid
from oseredok.base.preferences.models import Preference
from oseredok.base.preferences.registry import Declared, declared

T = TypeVar("T")


def value(declared: Declared[T]) -> T:
    """Return what the office has set, or the default; a kept value that a newer version refuses is the default too."""
    text = Preference.objects.filter(code=declared.code).values_list("value", flat=True).first()
    if text is None:
        return declared.default
    try:
        return declared.read(text)
    except Invalid:
        return declared.default


def changes() -> dict[str, Preference]:
    """Return what differs from the defaults: code → row."""
    return {row.code: row for row in Preference.objects.all()}


def question_of(code: str) -> str:
    """Return the question that a kept row answers; its code, when no room asks it any more."""
    try:
        return str(declared(code).question)
    except LookupError:
        return code
