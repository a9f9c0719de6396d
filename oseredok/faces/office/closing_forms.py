"""Forms of a closing: the decision, the day, readers' data, the last step, the act."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import ChoiceBlocks, DayInput
from oseredok.library.documents.models import Document
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Account
from oseredok.library.places.models import Library
from oseredok.management.closing import act, actions, data_actions, end_actions
from oseredok.management.closing.models import Closing, DataDecision


class ClosingForm(forms.Form):
    place = forms.ModelChoiceField(
        label=_("Що закриваємо"), queryset=Library.objects.none(), required=False, empty_label=_("Увесь центр")
    )
    decided_by = forms.ChoiceField(label=_("Чиє рішення"), choices=Closing.DecidedBy.choices)
    order_number = forms.CharField(
        label=_("Номер"), max_length=40, error_messages={"required": _("Напишіть номер рішення чи наказу.")}
    )
    order_date = UkDateField(label=_("Дата рішення"), widget=DayInput())
    ground = forms.CharField(
        label=_("Підстава"),
        max_length=300,
        help_text=_("Наприклад: зміна структури бібліотеки, п. 9.1 Положення."),
        error_messages={"required": _("Напишіть, на якій підставі.")},
    )
    planned_on = UkDateField(
        label=_("День закриття"), help_text=_("Перший день, коли бібліотека вже не працює."), widget=DayInput()
    )
    chair = forms.CharField(
        label=_("Голова ліквідаційної комісії"),
        max_length=160,
        help_text=_("Прізвище, ім’я, посада."),
        error_messages={"required": _("Назвіть голову комісії.")},
    )
    members = forms.CharField(
        label=_("Члени комісії"),
        required=False,
        max_length=5000,
        help_text=_("Кожен з нового рядка."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches = Library.objects.filter(closed_on__isnull=True, is_central=False)
        self.fields["place"].queryset = branches  # type: ignore[attr-defined]

    def carry_out(self, *, by: Account, now: datetime) -> Closing:
        """Write the decision down. Raises `DomainError`."""
        told = {**self.cleaned_data, "members": self.cleaned_data["members"].splitlines()}
        return actions.prepare(**told, by=by, now=now)


class DayForm(forms.Form):
    planned_on = UkDateField(
        label=_("День закриття"), help_text=_("Перший день, коли бібліотека вже не працює."), widget=DayInput()
    )

    def carry_out(self, closing: Closing, *, by: Account, now: datetime) -> None:
        """Move the day. Raises `DomainError`."""
        actions.move_day(closing=closing, planned_on=self.cleaned_data["planned_on"], by=by, now=now)


_WAYS = [
    (DataDecision.Way.MOVE, _("Перевести до іншої бібліотеки системи")),
    (DataDecision.Way.HAND_OVER, _("Передати правонаступникові")),
    (DataDecision.Way.ERASE, _("Стерти")),
]


class DataForm(forms.Form):
    """What becomes of readers' data; only the fields of the chosen way are looked at."""

    way = forms.ChoiceField(
        label=_("Рішення"),
        choices=_WAYS,
        widget=ChoiceBlocks(
            hints={
                "move": _("Люди читають далі в іншій нашій бібліотеці. Квитки діють, нічого не стираємо."),
                "hand_over": _("Складаємо запечатаний файл для нової установи. Потім дані тут стираємо."),
                "erase": _("Дані не потрібні нікому. Статистика лишається до одиниці."),
            }
        ),
        error_messages={"required": _("Виберіть, що робимо з даними читачів.")},
    )
    move_to = forms.ModelChoiceField(
        label=_("Якщо переводимо: до якої бібліотеки"),
        queryset=Library.objects.none(),
        required=False,
        empty_label=_("Виберіть бібліотеку"),
    )
    recipient = forms.CharField(
        label=_("Якщо передаємо: кому"),
        max_length=200,
        required=False,
        help_text=_("Повна назва установи-правонаступника."),
    )
    recipient_code = forms.CharField(label=_("Якщо передаємо: код ЄДРПОУ одержувача"), max_length=8, required=False)
    ground = forms.CharField(
        label=_("Правова підстава"),
        max_length=300,
        help_text=_("Пункт рішення, договір про передавання, стаття закону."),
        error_messages={"required": _("Напишіть, на якій підставі.")},
    )

    def __init__(self, *args: Any, closing: Closing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if closing.place is None:
            way = cast(forms.ChoiceField, self.fields["way"])
            way.choices = [one for one in _WAYS if one[0] != DataDecision.Way.MOVE]
            del self.fields["move_to"]
        else:
            others = Library.objects.filter(closed_on__isnull=True).exclude(pk=closing.place.pk)
            cast("forms.ModelChoiceField[Library]", self.fields["move_to"]).queryset = others

    def carry_out(self, closing: Closing, *, by: Account, now: datetime) -> DataDecision:
        """Write the decision down. Raises `DomainError`."""
        return data_actions.decide(closing=closing, **self.cleaned_data, by=by, now=now)


class HandingForm(forms.Form):
    handed_on = UkDateField(label=_("Коли передано"), widget=DayInput())
    handed_to = forms.CharField(
        label=_("Хто прийняв"),
        max_length=160,
        help_text=_("Прізвище, ім’я, посада."),
        error_messages={"required": _("Напишіть, хто прийняв файл.")},
    )

    def carry_out(self, closing: Closing, *, by: Account, now: datetime) -> DataDecision:
        """Note the handing over. Raises `DomainError`."""
        return data_actions.record_handing(closing=closing, **self.cleaned_data, by=by, now=now)


class LastStepForm(forms.Form):
    """Where people go instead, and that all of it was read."""

    instead = forms.ModelChoiceField(
        label=_("Куди йти людям замість цієї бібліотеки"),
        queryset=Library.objects.none(),
        required=False,
        empty_label=_("До іншої установи"),
    )
    instead_words = forms.CharField(
        label=_("Пояснення для людей"),
        max_length=300,
        required=False,
        help_text=_("Стоятиме на сайті. Наприклад: бібліотека ліцею, вул. Шкільна, 3, тел. 2-14-40."),
    )
    is_read = forms.BooleanField(
        label=_("Прочитано, що станеться. Закриваємо"),
        error_messages={"required": _("Прочитайте перелік і позначте.")},
    )

    def __init__(self, *args: Any, closing: Closing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if closing.place is None:
            del self.fields["instead"]
            self.fields["instead_words"].label = _("Куди звертатися людям")
            self.fields["instead_words"].required = True
            self.fields["instead_words"].error_messages["required"] = _("Напишіть, куди йти людям.")
        else:
            others = Library.objects.filter(closed_on__isnull=True).exclude(pk=closing.place.pk)
            cast("forms.ModelChoiceField[Library]", self.fields["instead"]).queryset = others

    def carry_out(self, closing: Closing, *, by: Account, now: datetime) -> None:
        """Close. Raises `DomainError`."""
        told = self.cleaned_data
        end_actions.close(
            closing=closing, instead=told.get("instead"), instead_words=told["instead_words"], by=by, now=now
        )


class ErasingForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Дані цих людей більше нікому тут не потрібні. Стираємо"),
        help_text=_("Повернути стерте неможливо, закриття теж."),
        error_messages={"required": _("Позначте, що стираємо назавжди.")},
    )


class PrintForm(forms.Form):
    """Number and day to be printed on the act; what is left out is a line for the pen."""

    number = forms.CharField(label=_("Номер акта"), max_length=40, required=False)
    dated = UkDateField(label=_("Дата акта"), required=False, widget=DayInput())

    @property
    def told(self) -> tuple[str, date | None]:
        """The number and the day as far as they can be printed."""
        if not self.is_bound:
            return "", None
        self.full_clean()
        return self.cleaned_data.get("number", ""), self.cleaned_data.get("dated")


class ActForm(forms.Form):
    """Number and day of the act as the register keeps them, with a scan of what was signed."""

    number = forms.CharField(label=_("Номер акта"), max_length=40, required=False)
    dated = UkDateField(label=_("Дата акта"), widget=DayInput())
    file = forms.FileField(
        label=_("Скан підписаного акта"),
        help_text=_("PDF, фото або підпис .p7s, .asice; до 20 МБ"),
        allow_empty_file=True,  # our own sentence about an empty one
        error_messages={"required": _("Виберіть файл.")},
    )

    def carry_out(self, closing: Closing, *, duty: Duty, now: datetime) -> Document:
        """Keep the scan. Raises `DomainError`."""
        return act.attach(closing=closing, **self.cleaned_data, duty=duty, now=now)
