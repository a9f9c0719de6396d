"""The register of processing as it is read: latest versions, with the terms that are set now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from oseredok.base.preferences import registry
from oseredok.base.preferences.queries import value
from oseredok.library.privacy import preferences
from oseredok.library.privacy.models import Activity

_SETTING = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True)
class Line:
    """A line of the register."""

    activity: Activity

    @property
    def term(self) -> str:
        """The term in words, with what is set now; the site shows lines without it."""
        return term_words(self.activity.term)


def lines(*, with_retired: bool = False) -> list[Line]:
    """Return the register: the latest version of each line, in order."""
    latest: dict[str, Activity] = {}
    for row in Activity.objects.order_by("version").select_related("made_by"):
        latest[row.code] = row
    rows = sorted(latest.values(), key=lambda row: (row.order, row.code))
    return [Line(row) for row in rows if with_retired or not row.is_retired]


def latest(code: str) -> Activity | None:
    """Return the newest version of a line."""
    return Activity.objects.filter(code=code).order_by("-version").first()


def public_facts() -> dict[str, object]:
    """Return what the site tells: what is held in short sentences, for how long, how soon an answer comes."""
    return {
        "held_lines": [line.activity.public_words for line in lines() if line.activity.public_words],
        "keep_years": value(preferences.KEEP_READERS),
        "answer_days": value(preferences.ANSWER_DAYS),
    }


def term_words(text: str) -> str:
    """Put what is set now in the place of each `{code of a preference}`; an unknown code stays to be seen."""

    def put(found: re.Match[str]) -> str:
        try:
            declared = registry.declared(found[1])
        except LookupError:
            return found[0]
        return declared.words(value(declared))

    return _SETTING.sub(put, text)
