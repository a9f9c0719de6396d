"""What a person tells: how to call and reach them, by which code they come, when they can wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.forms import PhoneField
from oseredok.faces.front.seats.choice import Choice
from oseredok.library.people.models import Reader
from oseredok.services.seats import finding
from oseredok.services.seats.models import Purpose
from oseredok.services.seats.who import NICKNAME, Who
from oseredok.services.visits.queries import DESK_AGE_GROUPS

AGES = [(group.value, group.label) for group in DESK_AGE_GROUPS]
NOT_TOLD = ("", _("не хочу казати"))


def age_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Скільки вам років?"),
        choices=[NOT_TOLD, *AGES],
        required=False,
        help_text=_("Рахуємо, скільки людей якого віку приходить. Окремо від імені."),
        error_messages={"invalid_choice": _("Виберіть вік із переліку.")},
    )


def purpose_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Для чого місце?"),
        choices=[NOT_TOLD, *Purpose.choices],
        required=False,
        error_messages={"invalid_choice": _("Виберіть із переліку, для чого місце.")},
    )


class WhoForm(forms.Form):
    """A name to be called by and one way to be reached, or none. `website` is a trap: scripts fill it."""

    nickname = forms.CharField(
        label=_("Ім’я або прізвисько"),
        max_length=NICKNAME,
        help_text=_("Документів не питаємо."),
        error_messages={
            "required": _("Напишіть ім’я або прізвисько, щоб бібліотекар знав, як до вас звертатися."),
            "max_length": _("Ім’я задовге: вистачить сорока літер."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    phone = PhoneField(
        label=_("Телефон"),
        required=False,
        help_text=_("Подзвонимо, лише якщо щось зміниться: тривога, світло, поломка."),
    )
    email = forms.EmailField(
        label=_("Електронна пошта"),
        required=False,
        help_text=_("Надішлемо код і нагадаємо за дві години."),
        error_messages={"invalid": _("Перевірте адресу пошти: вона має виглядати так: olena@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    people = forms.IntegerField(
        label=_("Скільки вас буде?"),
        required=False,
        min_value=1,
        error_messages={
            "invalid": _("Напишіть кількість цифрами."),
            "min_value": _("Напишіть кількість цифрами, від 1."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    age_group = age_field()
    with_adult = forms.BooleanField(label=_("Дитина буде разом із дорослим"), required=False)
    purpose = purpose_field()
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, most: int = 1, **kwargs: Any) -> None:
        """`most`: on how many people the chosen seat is; how many come is asked only when there may be several."""
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        if most < 2:
            del self.fields["people"]
        else:
            people.validators.append(_at_most(most))

    @property
    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def who(self, choice: Choice, reader: Reader | None) -> Who:
        """Return the person. Only of a valid form."""
        data = self.cleaned_data
        return Who(
            nickname=data["nickname"],
            phone=data["phone"],
            email=data["email"],
            reader=reader,
            age_group=data["age_group"],
            purpose=data["purpose"],
            with_adult=data["with_adult"],
            wheelchair=choice.wheelchair,
            people=data.get("people") or 1,
        )


def _at_most(most: int) -> Any:
    def check(value: int) -> None:
        if value > most:
            raise forms.ValidationError(_("Тут місця щонайбільше на %(most)s."), params={"most": most}, code="too-many")

    return check


class CodeForm(forms.Form):
    """Six digits, written with or without a space."""

    code = forms.CharField(
        label=_("Код броні"),
        help_text=_("Шість цифр, наприклад 482 913."),
        error_messages={"required": _("Напишіть шість цифр коду.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "20"}),
    )

    def clean_code(self) -> str:
        try:
            return finding.six_digits(self.cleaned_data["code"])
        except Invalid as unclear:
            raise forms.ValidationError(unclear.message, code=unclear.code) from None


class SitForm(forms.Form):
    """Sitting down without a booking: two questions, no name."""

    age_group = forms.ChoiceField(
        label=_("Скільки вам років?"),
        choices=AGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть вік."), "invalid_choice": _("Виберіть вік із переліку.")},
    )
    purpose = forms.ChoiceField(
        label=_("Для чого місце?"),
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть, для чого місце."), "invalid_choice": _("Виберіть із переліку.")},
    )


class QueueForm(WhoForm):
    """When a person could come that day, and who they are."""

    earliest = forms.ChoiceField(
        label=_("Не раніше"),
        error_messages={"required": _("Виберіть час."), "invalid_choice": _("Виберіть час із переліку.")},
    )
    latest = forms.ChoiceField(
        label=_("Не пізніше"),
        help_text=_("До цього часу треба встигнути й закінчити."),
        error_messages={"required": _("Виберіть час."), "invalid_choice": _("Виберіть час із переліку.")},
    )
    minutes = forms.ChoiceField(
        label=_("На скільки часу?"),
        error_messages={"required": _("Виберіть, на скільки часу."), "invalid_choice": _("Виберіть із переліку.")},
    )
    kind = forms.ChoiceField(
        label=_("Яке місце?"),
        required=False,
        error_messages={"invalid_choice": _("Виберіть із переліку.")},
    )
    field_order = (
        "earliest",
        "latest",
        "minutes",
        "kind",
        "nickname",
        "phone",
        "email",
        "age_group",
        "with_adult",
        "purpose",
    )

    def __init__(
        self, *args: Any, times: list[str], lengths: list[tuple[str, str]], kinds: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["earliest"].choices = [(one, one) for one in times[:-1]]  # type: ignore[attr-defined]
        self.fields["latest"].choices = [(one, one) for one in times[1:]]  # type: ignore[attr-defined]
        self.fields["minutes"].choices = lengths  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("будь-яке місце")), *kinds]  # type: ignore[attr-defined]


def key_of(text: str) -> UUID | None:
    """Understand the key that a form sends so that it books once."""
    try:
        return UUID(text)
    except ValueError:
        return None
