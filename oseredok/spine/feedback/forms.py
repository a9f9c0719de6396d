"""What somebody may add to a rating: outcomes, words, an address for one letter. Shared by the tablet and the site."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.spine.feedback.rules import MOST_SIGNS
from oseredok.spine.feedback.scale import Outcome

QUESTIONS = {
    Outcome.KNOWLEDGE: _("Дізналися щось нове?"),
    Outcome.CONFIDENCE: _("Почуваєтеся впевненіше?"),
    Outcome.APPLICATION: _("Скористаєтеся тим, що дізналися?"),
    Outcome.AWARENESS: _("Знаєте тепер, із чим іще можна прийти?"),
}
LATER_QUESTIONS = {
    Outcome.KNOWLEDGE: _("Те, що дізналися, придалося?"),
    Outcome.CONFIDENCE: _("Тепер робите це впевненіше?"),
    Outcome.APPLICATION: _("Скористалися тим, що дізналися?"),
    Outcome.AWARENESS: _("Приходили з чимось іще або розповіли іншим?"),
}
ANSWERS = (("yes", _("Так")), ("no", _("Ні")), ("", _("Пропустити")))


class OutcomesForm(forms.Form):
    """Four questions, each may be passed over."""

    def __init__(self, *args: Any, later: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for outcome, question in (LATER_QUESTIONS if later else QUESTIONS).items():
            self.fields[outcome.value] = forms.ChoiceField(
                label=question, choices=ANSWERS, required=False, widget=forms.RadioSelect, initial=""
            )

    def outcome_fields(self) -> list[forms.BoundField]:
        """The four questions."""
        return [self[outcome.value] for outcome in Outcome]

    def outcomes(self) -> dict[str, bool]:
        """Return the questions that were answered."""
        given = {outcome.value: self.cleaned_data.get(outcome.value) for outcome in Outcome}
        return {outcome: answer == "yes" for outcome, answer in given.items() if answer}


class MoreForm(OutcomesForm):
    """What may be added after a rating."""

    comment = forms.CharField(
        label=_("Ваші слова"),
        required=False,
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Не пишіть імен, телефонів і номерів документів."),
    )
    may_publish = forms.BooleanField(label=_("Ці слова можна показати на сайті"), required=False)
    email = forms.EmailField(
        label=_("Електронна пошта"),
        required=False,
        max_length=254,
        help_text=_("Один лист із чотирма запитаннями; адресу зітремо разом із ним."),
    )
    website = forms.CharField(  # a trap: people do not see it, scripts fill it
        required=False,
        label=_("Не заповнюйте"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, asks_email: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(outcome.value for outcome in Outcome), "comment", "may_publish", "email", "website"])
        if not asks_email:
            del self.fields["email"]

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def told(self) -> dict[str, Any]:
        """Return what was told, as `actions.tell_more` takes it."""
        return {
            "outcomes": self.outcomes(),
            "comment": self.cleaned_data["comment"],
            "may_publish": self.cleaned_data["may_publish"],
            "email": self.cleaned_data.get("email", ""),
        }
