"""The shape of what «Зала» sends. Choices come from the hall as it is at the moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.core.dates import WEEKDAYS
from oseredok.base.core.errors import DomainError, Invalid, add_to_form
from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import ClockInput, DayInput
from oseredok.library.people.cards import scans
from oseredok.library.people.models import Reader
from oseredok.services.seats.models import Handout, Kind, Purpose, Seat
from oseredok.services.seats.rules import minutes_words
from oseredok.services.seats.who import NICKNAME, Who
from oseredok.services.visits.queries import DESK_AGE_GROUPS

LENGTHS = (15, 30, 45, 60, 90, 120, 180, 240)
AGES = [(group.value, group.label) for group in DESK_AGE_GROUPS]


def lengths(longest: int) -> list[tuple[str, str]]:
    """Return the lengths that one may choose, none longer than the rules' longest session."""
    fitting = sorted({*(one for one in LENGTHS if one <= longest), longest})
    return [(str(one), minutes_words(one)) for one in fitting]


class HallForm(forms.Form):
    """A form whose repeated sending does once: `key` becomes the id of what it makes."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def made_as(self) -> UUID | None:
        key: UUID | None = self.cleaned_data.get("key")
        return key


def key_in(sent: QueryDict) -> UUID | None:
    """Return the key of a form that was sent; None when it has none or it is no key."""
    try:
        return UUID(sent.get("key") or "")
    except ValueError:
        return None


class CardField(forms.CharField):
    """A scanned card; gives its reader. Empty gives None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": _("Квиток читача"),
                "required": False,
                "max_length": 120,
                "widget": forms.TextInput(attrs={"autocomplete": "off"}),
                **kwargs,
            }
        )

    def clean(self, value: Any) -> Reader | None:
        typed = super().clean(value)
        if not typed:
            return None
        scan = scans.read(typed)
        if scan is None:
            raise forms.ValidationError(_("Це не номер квитка: зіскануйте ще раз або лишіть порожнім."))
        if not scan.opens or scan.reader is None:
            raise forms.ValidationError(scans.why_closed(scan))
        return scan.reader


class SeatField(forms.ChoiceField):
    """One of the seats offered; gives the seat."""

    seats: dict[str, Seat]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            error_messages={
                "required": _("Виберіть місце."),
                "invalid_choice": _("Це місце щойно зайняли або воно не працює. Виберіть інше."),
            },
            **{"label": _("Місце"), **kwargs},
        )
        self.seats = {}

    def offer(self, seats: Iterable[Seat]) -> None:
        """Say which seats may be chosen."""
        self.seats = {str(seat.public_id): seat for seat in seats}
        self.choices = [(key, seat.name) for key, seat in self.seats.items()]

    def clean(self, value: Any) -> Seat:
        return self.seats[super().clean(value)]


class SitForm(HallForm):
    """Who sits down without a booking: an age or a card, nothing else is needed."""

    card = CardField()
    seat = SeatField(widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("Для чого"), choices=Purpose.choices, widget=forms.RadioSelect, required=False, initial=Purpose.OTHER
    )
    minutes = forms.TypedChoiceField(label=_("На скільки"), coerce=int, empty_value=None, required=False)
    people = forms.IntegerField(label=_("Скільки людей"), min_value=1, max_value=500, initial=1, required=False)
    already = forms.BooleanField(label=_("Відвідування вже записано"), required=False)
    age_group = forms.ChoiceField(choices=AGES, required=False)

    def __init__(self, *args: Any, seats: Iterable[Seat], longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, SeatField)  # noqa: S101 - for the type checker
        field.offer(seats)
        length = self.fields["minutes"]
        assert isinstance(length, forms.TypedChoiceField)  # noqa: S101
        length.choices = [("", _("скільки можна за правилами")), *lengths(longest)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("card") and not data.get("age_group") and "card" not in self.errors:
            self.add_error("card", _("Натисніть вік людини або зіскануйте її квиток."))
        return data

    def who(self) -> Who:
        data = self.cleaned_data
        reader: Reader | None = data["card"]
        return Who(
            reader=reader,
            age_group=data["age_group"],
            purpose=data["purpose"] or Purpose.OTHER,
            people=data["people"] or 1,
        )


class PersonForm(HallForm):
    """Who asks by phone: a name to call them by and at most one way to reach them."""

    nickname = forms.CharField(label=_("Як звертатися"), max_length=NICKNAME, required=False)
    phone = forms.CharField(
        label=_("Телефон"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.CharField(
        label=_("Електронна пошта"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )
    card = CardField()
    age_group = forms.ChoiceField(label=_("Вік"), choices=[("", _("не кажуть")), *AGES], required=False)
    purpose = forms.ChoiceField(label=_("Для чого"), choices=Purpose.choices, required=False, initial=Purpose.OTHER)
    wheelchair = forms.BooleanField(label=_("Потрібне місце для крісла колісного"), required=False)

    def who(self) -> Who:
        data = self.cleaned_data
        return Who(
            nickname=data["nickname"],
            phone=data["phone"],
            email=data["email"],
            reader=data["card"],
            age_group=data["age_group"],
            purpose=data["purpose"],
            wheelchair=data["wheelchair"],
            with_adult=True,  # the librarian has asked
            people=data.get("people") or 1,
        )


class WhenForm(forms.Form):
    """The first half of a booking: the day, how long, what seat. The free times are read by it."""

    day = UkDateField(label=_("День"), widget=DayInput)
    minutes = forms.TypedChoiceField(label=_("На скільки"), coerce=int, choices=lengths(240), initial=60)
    kind = forms.ChoiceField(label=_("Яке місце"), choices=[("", _("будь-яке")), *Kind.choices], required=False)

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not clock.local_date(self.now) <= day <= clock.local_date(self.now) + dt.timedelta(days=366):
            raise forms.ValidationError(_("Виберіть день від сьогодні й не далі, ніж за рік."))
        return day

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now


class StartField(forms.TimeField):
    """A half-hour of the chosen day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("З котрої години"),
            input_formats=["%H:%M"],
            error_messages={"required": _("Виберіть час."), "invalid": _("Виберіть час із переліку.")},
            **kwargs,
        )


class BookForm(PersonForm, WhenForm):
    """A booking made at the desk for somebody."""

    starts_at = StartField()
    people = forms.IntegerField(label=_("Скільки людей"), min_value=1, max_value=500, initial=1, required=False)

    def begins(self) -> dt.datetime:
        return clock.moment_at(self.cleaned_data["day"], self.cleaned_data["starts_at"])


class ChangeForm(WhenForm):
    """Another time for a booking; its code stays."""

    starts_at = forms.TimeField(
        label=_("З котрої години"),
        widget=ClockInput(attrs={"step": "1800"}),
        input_formats=["%H:%M"],
        error_messages={"required": _("Впишіть час."), "invalid": _("Час пишуть так: 14:30.")},
    )

    def begins(self) -> dt.datetime:
        return clock.moment_at(self.cleaned_data["day"], self.cleaned_data["starts_at"])


class QueueForm(PersonForm):
    """Somebody who waits today for what frees."""

    kind = forms.ChoiceField(label=_("Яке місце"), choices=[("", _("будь-яке")), *Kind.choices], required=False)
    minutes = forms.TypedChoiceField(label=_("На скільки"), coerce=int, choices=lengths(240), initial=60)
    latest = forms.TimeField(
        label=_("До котрої години чекають"),
        widget=ClockInput,
        input_formats=["%H:%M"],
        error_messages={
            "required": _("Впишіть, до котрої години людина чекає."),
            "invalid": _("Час пишуть так: 14:30."),
        },
    )


class MoveForm(forms.Form):
    seat = SeatField(label=_("Куди пересісти"))

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, SeatField)  # noqa: S101 - for the type checker
        field.offer(seats)


class LendForm(forms.Form):
    condition = forms.ChoiceField(
        label=_("У якому стані видаємо"), choices=Handout.Condition.choices, initial=Handout.Condition.FINE
    )


class BackForm(forms.Form):
    condition = forms.ChoiceField(
        label=_("У якому стані повернули"),
        choices=Handout.Condition.choices,
        initial=Handout.Condition.FINE,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Що сталося"), max_length=160, required=False)


class FaultForm(forms.Form):
    reason = forms.CharField(label=_("Що не працює"), max_length=120, required=False)
    expected_on = UkDateField(label=_("Коли полагодять"), widget=DayInput, required=False)


class ExpectForm(forms.Form):
    expected_on = UkDateField(label=_("Коли полагодять"), widget=DayInput, required=False)


class ClubForm(HallForm):
    """A club that meets every week."""

    title = forms.CharField(
        label=_("Назва"), max_length=80, error_messages={"required": _("Як називається гурток або зустріч?")}
    )
    seat = SeatField(label=_("Де збираються"))
    weekday = forms.TypedChoiceField(label=_("Якого дня"), coerce=int, choices=list(enumerate(WEEKDAYS)))
    begins_at = forms.TimeField(
        label=_("О котрій"),
        widget=ClockInput,
        input_formats=["%H:%M"],
        error_messages={"required": _("Впишіть, о котрій починають."), "invalid": _("Час пишуть так: 14:30.")},
    )
    minutes = forms.TypedChoiceField(label=_("Скільки триває"), coerce=int, choices=lengths(240), initial=60)
    starts_on = UkDateField(label=_("Від якого дня"), widget=DayInput)
    last_on = UkDateField(label=_("По який день, включно"), widget=DayInput)
    people = forms.IntegerField(
        label=_("Скільки людей"),
        min_value=1,
        max_value=500,
        initial=1,
        error_messages={"required": _("Скільки людей приходить?"), "invalid": _("Впишіть число цифрами.")},
    )

    def __init__(self, *args: Any, seats: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, SeatField)  # noqa: S101 - for the type checker
        field.offer(seats)

    def club(self) -> dict[str, Any]:
        """What the action is told: it takes the day after the last one."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "last_on")}
        return {**data, "ends_on": self.cleaned_data["last_on"] + dt.timedelta(days=1)}

    def add_domain_error(self, error: DomainError) -> None:
        """Put a refusal beside its field: the page calls the end of the period by its last day."""
        if error.field == "ends_on":
            error.field = "last_on"
        add_to_form(self, error)


def check_same_day(day: dt.date, at: dt.time, now: dt.datetime) -> dt.datetime:
    """Return the moment of today's clock. Raises Invalid (`too-short`) when it is past."""
    moment = clock.moment_at(day, at)
    if moment <= now:
        raise Invalid(str(_("Цей час уже минув.")), code="too-short", field="latest")
    return moment
