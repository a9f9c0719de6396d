"""What is typed about cards: why another one, which to print, how many beforehand."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import ChoiceBlocks, DayInput
from oseredok.library.people import queries, rules
from oseredok.library.people.cards import actions as card_actions
from oseredok.library.people.models import FormerCard, Reader

MOST_CHOSEN = 200


class ReplaceCardForm(forms.Form):
    """Why a card is replaced; the number of one printed beforehand, if there is one."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Що зі старим квитком?"),
        choices=[
            (FormerCard.Reason.LOST, gettext_lazy("Загублено")),
            (FormerCard.Reason.WORN, gettext_lazy("Зносився")),
        ],
        widget=ChoiceBlocks(
            hints={
                FormerCard.Reason.LOST: gettext_lazy(
                    "Хто знайде, нічого за ним не дістане: стійка скаже, що загублено."
                ),
                FormerCard.Reason.WORN: gettext_lazy("Старий номер теж перестане діяти."),
            }
        ),
        error_messages={"required": gettext_lazy("Скажіть, чому потрібен новий квиток.")},
    )
    card_number = forms.CharField(
        label=gettext_lazy("Номер надрукованого квитка"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Зіскануйте, якщо даєте надрукований наперед. Порожньо: номер дасть система."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    card = forms.CharField(max_length=12, widget=forms.HiddenInput)  # which card the page showed

    def clean_card_number(self) -> str:
        number: str = self.cleaned_data["card_number"]
        try:
            return rules.check_card_number(number) if number else ""
        except Invalid as error:
            raise forms.ValidationError(error.message, code=error.code) from None


class ChosenCardsForm(forms.Form):
    """Readers whose cards go on one sheet, one number a line: a scanner ends each by itself."""

    numbers = forms.CharField(
        label=gettext_lazy("Номери квитків"),
        max_length=4000,
        help_text=gettext_lazy("По одному в рядку. Сканер переходить на новий рядок сам."),
        widget=forms.Textarea(attrs={"rows": 5, "inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Зіскануйте або впишіть хоч один номер.")},
    )

    def clean_numbers(self) -> list[Reader]:
        lines = [line for line in self.cleaned_data["numbers"].split("\n") if line.strip()][:MOST_CHOSEN]
        found = [(line.strip(), queries.reader_by_card(line)) for line in lines]
        unknown = [line[:20] for line, reader in found if reader is None]
        if unknown:
            sentence = _("За цими номерами нікого немає: {numbers}.").format(numbers=", ".join(unknown[:5]))
            raise forms.ValidationError(sentence, code="unknown_card")
        return list(dict.fromkeys(reader for _line, reader in found if reader is not None))


class DayCardsForm(forms.Form):
    """The new readers of a day."""

    day = UkDateField(label=gettext_lazy("День"), widget=DayInput())


class BlankCardsForm(forms.Form):
    """How many cards to print beforehand."""

    size = forms.IntegerField(
        label=gettext_lazy("Скільки квитків"),
        initial=10,
        min_value=1,
        max_value=card_actions.MOST_IN_A_BATCH,
        help_text=gettext_lazy("На аркуші 10. Ці номери система нікому не дасть, доки ви не видасте квиток."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "3"}),
        error_messages={
            "invalid": gettext_lazy("Напишіть число, наприклад 10."),
            "min_value": gettext_lazy("Хоч один квиток."),
            "max_value": gettext_lazy("За раз не більше як %(limit_value)s."),
        },
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": uuid4()})
        super().__init__(*args, **kwargs)
