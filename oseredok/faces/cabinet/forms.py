"""The shape of what readers type in their own corner."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import PhoneField
from oseredok.base.ui.fields import ChoiceBlocks
from oseredok.library.people.models import GroupFlag, Reader
from oseredok.library.privacy.models import SubjectRequest


def code_field() -> forms.CharField:
    """Six digits from a letter; spaces between them do no harm."""
    return forms.CharField(
        label=_("Код із листа"),
        max_length=20,
        help_text=_("Шість цифр."),
        error_messages={"required": _("Впишіть код із листа.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}),
    )


def pin_field() -> forms.CharField:
    """Four to six digits, hidden while they are typed."""
    return forms.CharField(
        label=_("PIN"),
        max_length=12,
        error_messages={"required": _("Впишіть PIN.")},
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class _Device(forms.Form):
    """Whose screen it is. A shared one is the default: forgetting to choose must be safe."""

    SHARED, OWN = "shared", "own"

    device = forms.ChoiceField(
        label=_("Чий це пристрій?"),
        choices=[(SHARED, _("Це не мій пристрій")), (OWN, _("Мій телефон або комп’ютер"))],
        initial=SHARED,
        required=False,
        widget=ChoiceBlocks,
    )

    def __init__(self, *args: Any, shared_minutes: int, own_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["device"].widget.hints = {
            self.SHARED: _("Вийдете самі за {minutes} хв без руху.").format(minutes=shared_minutes),
            self.OWN: _("Пам’ятатимемо вас до {days} днів.").format(days=own_days),
        }

    @property
    def is_own_device(self) -> bool:
        return bool(self.cleaned_data.get("device") == self.OWN)


class AddressForm(_Device):
    email = forms.CharField(
        label=_("Ваша електронна пошта"),
        max_length=254,
        help_text=_("Та, яку ви назвали в бібліотеці. Для дитини: пошта когось із батьків."),
        error_messages={"required": _("Напишіть адресу.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
    )
    field_order = ["email", "device"]


class PinForm(_Device):
    card = forms.CharField(
        label=_("Номер квитка"),
        max_length=20,
        help_text=_("Вісім цифр під штрихкодом."),
        error_messages={"required": _("Впишіть номер квитка.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    pin = pin_field()
    field_order = ["card", "pin", "device"]


class CodeForm(forms.Form):
    code = code_field()

    @property
    def proof(self) -> str:
        """What proves that it is the same person; only of a valid form."""
        return str(self.cleaned_data["code"])


class ProofPinForm(forms.Form):
    pin = pin_field()

    @property
    def proof(self) -> str:
        """What proves that it is the same person; only of a valid form."""
        return str(self.cleaned_data["pin"])


class PhoneForm(forms.Form):
    phone = PhoneField(label=_("Телефон"), required=False)


class EmailForm(forms.Form):
    email = forms.CharField(
        label=_("Електронна пошта"),
        max_length=254,
        help_text=_("Надішлемо на неї код, щоб перевірити, що вона ваша."),
        error_messages={"required": _("Напишіть адресу.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
    )


class RequestForm(forms.Form):
    """What the library is asked to do about the data; what can be done here alone is not offered."""

    kind = forms.ChoiceField(
        label=_("Про що просите?"),
        choices=[
            (SubjectRequest.Kind.CORRECT, _("Виправити помилку")),
            (SubjectRequest.Kind.OBJECTION, _("Не робити чогось із моїми даними")),
            (SubjectRequest.Kind.ACCESS, _("Пояснити, що ви про мене знаєте")),
        ],
        initial=SubjectRequest.Kind.CORRECT,
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть, про що просите."), "invalid_choice": _("Виберіть, про що просите.")},
    )
    details = forms.CharField(
        label=_("Напишіть своїми словами"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Напишіть, про що просите."),
            "max_length": _("Задовго: вміститься 2000 знаків."),
        },
    )


def parent_field() -> forms.CharField:
    """Who agrees for a child."""
    return forms.CharField(
        label=_("Хто з батьків або опікунів погоджується"),
        max_length=160,
        help_text=_("Прізвище та ім’я. Дитині ще немає 14 років."),
        error_messages={
            "required": _("Напишіть прізвище та ім’я того, хто погоджується за дитину."),
            "max_length": _("Задовго: вміститься 160 знаків."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ParentForm(forms.Form):
    """A parent agrees for a child; several of these forms stand on one page."""

    given_by = parent_field()

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose, self.auto_id = purpose, f"id_{purpose}_%s"


class GroupsForm(forms.Form):
    """The sensitive groups. Agreeing is a tick of its own: groups without consent are not kept."""

    flags = forms.MultipleChoiceField(
        label=_("Про кого з них сказати?"),
        choices=GroupFlag.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Позначте хоча б одну групу."),
            "invalid_choice": _("Такої групи в переліку немає."),
        },
    )
    agreed = forms.BooleanField(
        label=_("Погоджуюся, прочитавши текст згоди"),
        error_messages={"required": _("Без згоди ми цього не зберігаємо: позначте і її.")},
    )

    def __init__(self, *args: Any, by_a_parent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_a_parent:
            self.fields["given_by"] = parent_field()

    @property
    def forgets(self) -> bool:
        """«Стерти все» was pressed: nothing else of the form matters."""
        return self.data.get("do") == "forget"


class ChooseForm(forms.Form):
    """One of several people with the same address."""

    reader = forms.ChoiceField(
        label=_("Чию сторінку відкрити?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть одне з імен."), "invalid_choice": _("Виберіть одне з імен.")},
    )

    def __init__(self, *args: Any, readers: list[Reader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reader"].choices = [(str(one.public_id), one.full_name) for one in readers]  # type: ignore[attr-defined]
