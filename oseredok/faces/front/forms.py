"""The shape of what people send to the public site and write for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from oseredok.base.ui.fields import DayAndClock, DayInput
from oseredok.faces.front.models import NewsItem
from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.library.site import richtext
from oseredok.library.site.forms import html_of, notation_field, text_field


class BarrierForm(forms.Form):
    """«Повідомити про перешкоду». `website` is a trap: people do not see it, scripts fill it."""

    what = forms.CharField(
        label=_("Що вам завадило"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Своїми словами: що хотіли зробити й на чому зупинилися."),
        error_messages={"required": _("Напишіть, що вам завадило.")},
    )
    where = forms.CharField(
        label=_("Де це було"),
        max_length=200,
        required=False,
        help_text=_("Сторінка сайту, вхід, зала, телефон."),
    )
    contact = forms.CharField(
        label=_("Куди відповісти"),
        max_length=200,
        required=False,
        help_text=_("Електронна пошта або телефон. Зітремо, щойно дамо відповідь."),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    @property
    def is_trapped(self) -> bool:
        """A script filled the field that no person sees."""
        return bool(self.cleaned_data.get("website"))


class HandledForm(forms.Form):
    """What was done about a barrier."""

    decision = forms.CharField(
        label=_("Що зроблено"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        error_messages={"required": _("Напишіть, що зроблено або чому не вдалося.")},
    )


class NewsForm(forms.Form):
    """A news item. `notation` tells whether `body` is HTML of the editor or the plain notation of a bare textarea.

    `typed` fills the form without judging it.
    """

    title = forms.CharField(
        label=_("Заголовок"),
        max_length=160,
        help_text=_("Головне одним реченням, без крапки в кінці."),
        error_messages={"required": _("Напишіть заголовок.")},
    )
    summary = forms.CharField(
        label=_("Коротко"),
        max_length=300,
        help_text=_("Одне-два речення для списку новин: коли, де, для кого."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        error_messages={"required": _("Напишіть одне-два речення для списку новин.")},
    )
    body = text_field(label=_("Текст"), empty=_("Напишіть текст новини."))
    place = forms.ModelChoiceField(
        label=_("Про яку бібліотеку"), queryset=Library.objects.none(), required=False, empty_label=_("Про всі")
    )
    notation = notation_field()
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        duty: Duty,
        item: NewsItem | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        initial: dict[str, Any] = {"place": duty.place if len(duty.places) == 1 else None}
        if item is not None:
            initial = {
                "title": item.title,
                "summary": item.summary,
                "body": richtext.to_plain(item.body),
                "place": item.place,
                "seen_at": item.changed_at.isoformat(),
            }
        super().__init__(data, initial={**initial, **(typed.dict() if typed is not None else {})})
        self.fields["place"].queryset = Library.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]

    def clean_body(self) -> str:
        return html_of(self.cleaned_data["body"], self.data.get("notation", ""))

    def clean_seen_at(self) -> Any:
        return parse_datetime(self.cleaned_data["seen_at"] or "") if self.cleaned_data["seen_at"] else None


class PlanForm(forms.Form):
    """When visitors read a news item; `starts_at` is asked while they do not read it yet."""

    starts_at = forms.SplitDateTimeField(
        label=_("Показати з"),
        required=False,
        widget=DayAndClock(day_name=_("День"), clock_name=_("Час")),
        help_text=_("Порожньо: опублікуєте самі кнопкою «Опублікувати»"),
        error_messages={
            "invalid_date": _("Напишіть дату так: 31.12.2026."),
            "invalid_time": _("Напишіть час так: 09:30."),
        },
    )
    pinned_until = forms.DateField(
        label=_("Тримати першою до"),
        required=False,
        widget=DayInput,
        help_text=_("Включно. Порожньо: стоїть за датою, як усі"),
        error_messages={"invalid": _("Напишіть дату так: 31.12.2026.")},
    )
    shown_until = forms.DateField(
        label=_("Зняти із сайту після"),
        required=False,
        widget=DayInput,
        help_text=_("Останній день на сайті. Порожньо: не знімати"),
        error_messages={"invalid": _("Напишіть дату так: 31.12.2026.")},
    )

    def __init__(self, data: QueryDict | None = None, *, item: NewsItem, now: datetime) -> None:
        initial = {name: getattr(item, name) for name in ("pinned_until", "shown_until")}
        super().__init__(data, initial={**initial, "starts_at": item.published_at})
        if item.published_at is not None and item.published_at <= now:
            del self.fields["starts_at"]

    def plan(self) -> dict[str, Any]:
        return {"starts_at": None, **self.cleaned_data}
