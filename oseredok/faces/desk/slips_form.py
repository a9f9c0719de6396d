"""Paper slips of a day: how many with each score, how many said yes or no of each outcome."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.ui.fields import DayInput
from oseredok.library.offer.models import ServiceKind
from oseredok.spine.feedback.forms import QUESTIONS
from oseredok.spine.feedback.models import Reason
from oseredok.spine.feedback.scale import Outcome, Score
from oseredok.spine.feedback.staff_rules import MOST_SLIPS

WHY = [(value, label) for value, label in Reason.choices if value != Reason.CHANGED]


class SlipsForm(forms.Form):
    """One batch. Counts that are left empty are zero."""

    day = forms.DateField(label=_("Який це день"), widget=DayInput(), help_text=_("День, коли люди їх заповнили."))
    kind = forms.ModelChoiceField(
        label=_("Про яку послугу"),
        queryset=ServiceKind.objects.none(),
        required=False,
        empty_label=_("бібліотека загалом"),
    )
    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = ServiceKind.objects.filter(is_active=True).select_related("group").order_by("group__order", "order")
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]
        for score in Score:
            self.fields[f"score_{score.value}"] = _count(str(score.label).capitalize())
        for outcome in Outcome:
            self.fields[f"{outcome.value}_yes"] = _count(_("Так"))
            self.fields[f"{outcome.value}_no"] = _count(_("Ні"))

    def score_fields(self) -> list[forms.BoundField]:
        return [self[f"score_{score.value}"] for score in Score]

    def outcome_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(str(QUESTIONS[one]), self[f"{one.value}_yes"], self[f"{one.value}_no"]) for one in Outcome]

    def batch(self) -> dict[str, Any]:
        """Return what was typed, as `paper.enter` takes it."""
        told = self.cleaned_data
        return {
            "day": told["day"],
            "kind": told["kind"],
            "key": told["key"],
            "scores": {score.value: told[f"score_{score.value}"] or 0 for score in Score},
            "outcomes": {
                (one.value, yes): told[f"{one.value}_{'yes' if yes else 'no'}"] or 0
                for one in Outcome
                for yes in (True, False)
            },
        }


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_SLIPS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def blank(*, day: date, key: str) -> dict[str, Any]:
    """Return what an empty form begins with."""
    return {"day": day, "key": key}
