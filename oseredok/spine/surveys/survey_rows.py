"""What every verb of a survey begins with: its row held, where it is, a line cleaned."""

from __future__ import annotations

from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.spine.surveys.models import Survey


def held(survey: Survey) -> Survey:
    """Return the survey, nobody else changing it or answering it meanwhile. Inside a transaction."""
    return Survey.objects.select_for_update().get(pk=survey.pk)


def place_ids(survey: Survey) -> list[int]:
    """Return where it is held; nothing means everywhere."""
    return list(survey.held_at.order_by("pk").values_list("place_id", flat=True))


def line(words: str) -> str:
    """Return a typed line as it is kept."""
    return display_apostrophe(tidy(words))
