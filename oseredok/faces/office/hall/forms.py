"""Forms of the hall: a seat, a fault, the fair rules."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField
from oseredok.library.places.models import Library, Room
from oseredok.services.seats.choices import FEATURES, KeptFor, Kind
from oseredok.services.seats.models import HallRules, KindRule, Seat

_WHOLE = {"required": _("Впишіть число."), "invalid": _("Впишіть число цифрами.")}


class SeatForm(forms.Form):
    """One place to work at."""

    room = forms.ModelChoiceField(
        label=_("Приміщення"),
        queryset=Room.objects.none(),
        empty_label=None,
        error_messages={"required": _("Виберіть приміщення."), "invalid_choice": _("Виберіть приміщення.")},
    )
    name = forms.CharField(
        label=_("Назва"),
        max_length=40,
        help_text=_("Як на табличці: «Ноутбук 2»."),
        error_messages={
            "required": _("Назвіть місце, наприклад «Ноутбук 2»."),
            "max_length": _("Досить сорока літер."),
        },
    )
    kind = forms.ChoiceField(label=_("Що це"), choices=Kind.choices)
    capacity = forms.IntegerField(
        label=_("На скількох людей"), min_value=1, max_value=500, initial=1, error_messages=_WHOLE
    )
    features = forms.MultipleChoiceField(
        label=_("Що там є"), choices=list(FEATURES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    kept_for = forms.ChoiceField(
        label=_("Притримуємо"),
        choices=KeptFor.choices,
        required=False,
        help_text=_("До дня бронювання місце чекає на таку людину, потім його може взяти будь-хто."),
    )

    def __init__(self, data: Any = None, *, place: Library, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        cast("forms.ModelChoiceField[Room]", self.fields["room"]).queryset = place.rooms.all()

    @staticmethod
    def known(seat: Seat) -> dict[str, Any]:
        """Return what the form shows of a seat."""
        names = ("room", "name", "kind", "capacity", "kept_for")
        return {
            **{name: getattr(seat, name) for name in names},
            "features": [one for one in FEATURES if getattr(seat, one)],
        }

    def details(self) -> dict[str, Any]:
        """Return fields for `layout.add_seat` and `change_seat`."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "features"}
        return {**told, **{name: name in self.cleaned_data["features"] for name in FEATURES}}


class PhotoForm(forms.Form):
    """A photo of a seat and what is on it."""

    file = forms.FileField(
        label=_("Світлина"),
        help_text=_("JPEG, PNG або WebP, до 8 МБ. Краще без людей."),
        allow_empty_file=True,  # our own sentence about an empty one
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Виберіть файл.")},
    )
    alt = forms.CharField(
        label=_("Що на світлині"),
        max_length=200,
        help_text=_("Так її «побачать» люди, які не бачать: «Стіл біля вікна, на ньому монітор і клавіатура»."),
        error_messages={"required": _("Напишіть, що на світлині."), "max_length": _("Досить двохсот літер.")},
    )


class FaultForm(forms.Form):
    """What does not work."""

    reason = forms.CharField(
        label=_("Що не працює"),
        max_length=120,
        help_text=_("Це прочитають люди біля місця: «Не вмикається», «Немає інтернету»."),
        error_messages={"required": _("Напишіть, що не працює."), "max_length": _("Коротше: до 120 літер.")},
    )
    expected_on = UkDateField(
        label=_("Коли запрацює"), required=False, help_text=_("Якщо відомо. До того дня місце не бронюють.")
    )


class RulesForm(forms.ModelForm[HallRules]):
    """The fair rules of a hall."""

    class Meta:
        model = HallRules
        fields = (
            "booking_open", "board_is_public", "longest", "a_day", "a_week", "horizon", "horizon_unreached", "grace",
            "gap", "extension", "walk_in_percent", "adult_under", "offer", "kept_hours", "closure_shift",
        )  # fmt: skip
        help_texts = {
            "a_day": _("0 — без межі."),
            "a_week": _("0 — без межі."),
            "horizon": _("0 — лише на сьогодні."),
            "horizon_unreached": _("Хто не лишив телефону чи пошти, того не попередити про тривогу."),
            "walk_in_percent": _("Стільки місць не бронюють на сайті: вони для тих, хто просто прийшов."),
            "adult_under": _("0 — дітям дорослий не потрібен."),
            "kept_hours": _("За скільки годин до початку притримане місце стає для всіх."),
            "closure_shift": _("Якщо після відбою місце ще зайняте, а іншого немає."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages.update(_WHOLE)


class KindRuleForm(forms.Form):
    """What differs for one kind of seats."""

    open_to_guests = forms.BooleanField(label=_("і без читацького квитка"), required=False)
    bookable = forms.BooleanField(label=_("можна забронювати"), required=False)
    longest = forms.IntegerField(
        label=_("найдовше, хв"), required=False, min_value=15, max_value=720,
        error_messages={**_WHOLE, "min_value": _("Від 15 хвилин."), "max_value": _("До 720 хвилин.")},
    )  # fmt: skip

    @staticmethod
    def known(rule: KindRule | None) -> dict[str, Any]:
        """Return what the form shows of a kind; a kind without a rule is open to everybody."""
        if rule is None:
            return {"open_to_guests": True, "bookable": True, "longest": None}
        return {"open_to_guests": rule.open_to_guests, "bookable": rule.bookable, "longest": rule.longest}


class PairForm(forms.Form):
    """The code on a computer's screen and the seat at which it stands."""

    code = forms.CharField(
        label=_("Код на екрані комп’ютера"),
        max_length=20,
        help_text=_("Шість знаків. На тому комп’ютері відкрийте в браузері адресу сайту і допишіть: /kiosk/seat/"),
        error_messages={"required": _("Перепишіть код з екрана."), "max_length": _("У коді шість знаків.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    seat = forms.ModelChoiceField(
        label=_("За яким місцем стоїть"),
        queryset=Seat.objects.none(),
        empty_label=_("виберіть"),
        error_messages={"required": _("Виберіть місце."), "invalid_choice": _("Цього місця вже немає в залі.")},
    )
    name = forms.CharField(
        label=_("Як називати комп’ютер"),
        max_length=40,
        required=False,
        help_text=_("Можна не писати: назвемо, як місце."),
        error_messages={"max_length": _("Досить сорока літер.")},
    )

    def __init__(self, data: Any = None, *, place: Library, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        seats = Seat.objects.filter(room__library=place, retired_on__isnull=True).select_related("room")
        cast("forms.ModelChoiceField[Seat]", self.fields["seat"]).queryset = seats
