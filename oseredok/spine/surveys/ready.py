"""Ready questionnaires: staff take one and change it. The words are our own, in `data/ready.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.spine.surveys.models import Survey
from oseredok.spine.surveys.question_actions import EMPTY, Asked, put_question


@dataclass(frozen=True)
class Pattern:
    """A questionnaire to begin with; `what_for` tells when to take it."""

    code: str
    title: str
    what_for: str
    lead: str
    thanks: str
    questions: tuple[dict[str, Any], ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    """Return everything that a release brings."""
    text = resources.files("oseredok.spine.surveys").joinpath("data", "ready.json").read_text(encoding="utf-8")
    return tuple(Pattern(**{**row, "questions": tuple(row["questions"])}) for row in json.loads(text)["patterns"])


@cache
def scales() -> dict[str, tuple[str, ...]]:
    """Return the ready scales: name → five words, from 1 to 5."""
    text = resources.files("oseredok.spine.surveys").joinpath("data", "ready.json").read_text(encoding="utf-8")
    return {row["name"]: tuple(row["words"]) for row in json.loads(text)["scales"]}


def find(code: str) -> Pattern:
    """Return one. Raises Invalid (`pattern-unknown`)."""
    for one in patterns():
        if one.code == code:
            return one
    raise Invalid(_("Такого зразка немає."), code="pattern-unknown", field="pattern")


def put(survey: Survey, *, pattern: str) -> None:
    """Put the questions of a pattern into an empty draft, inside the caller's transaction."""
    for row in find(pattern).questions:
        scale = scales()[row["scale"]] if "scale" in row else ()
        asked: Asked = {**EMPTY, "options": scale}
        asked |= {name: value for name, value in row.items() if name in EMPTY}  # type: ignore[typeddict-item]
        put_question(survey, kind=row["kind"], asked=asked)
