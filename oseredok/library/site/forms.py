"""The shape of what staff write about a page."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.library.site import queries, richtext, rules
from oseredok.library.site.actions import Standing, Words
from oseredok.library.site.models import Page

LONGEST_TEXT = 60_000


def text_field(*, label: Any, required: bool = True, empty: Any = "", rows: int = 16) -> forms.CharField:
    """A text that a script turns into an editor; without the script it takes the plain notation."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows, "data-editor": ""}),
        error_messages={"required": empty} if empty else None,
    )


def notation_field() -> forms.CharField:
    """Tells whether the text beside it is HTML of the editor or the plain notation."""
    return forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-notation": ""}))


def html_of(text: str, notation: str) -> str:
    """Return HTML, whichever way it was written. Cleaned again where it is stored."""
    return richtext.clean(text) if notation == "html" else richtext.from_plain(text)


class PageForm(forms.Form):
    """The words of a page; `place` is asked of a new one only. `typed` fills the form without judging it."""

    title = forms.CharField(label=_("Заголовок"), max_length=160, error_messages={"required": _("Напишіть заголовок.")})
    summary = forms.CharField(
        label=_("Коротко"),
        max_length=300,
        required=False,
        help_text=_("Одне-два речення для пошуку: про що сторінка."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    body = text_field(label=_("Текст"), empty=_("Напишіть текст сторінки."))
    notation = notation_field()
    title_en = forms.CharField(
        label=_("Заголовок англійською"), max_length=160, required=False, widget=forms.TextInput(attrs={"lang": "en"})
    )
    summary_en = forms.CharField(
        label=_("Коротко англійською"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300, "lang": "en"}),
    )
    body_en = text_field(label=_("Текст англійською"), required=False, rows=10)
    notation_en = notation_field()
    place = forms.ModelChoiceField(
        label=_("Чия сторінка"), queryset=Library.objects.none(), required=False, empty_label=_("Усієї системи")
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        duty: Duty,
        page: Page | None = None,
        typed: QueryDict | None = None,
    ) -> None:
        initial: dict[str, Any] = {}
        if page is not None and page.latest is not None:
            version = page.latest
            initial = {name: getattr(version, name) for name in ("title", "summary", "title_en", "summary_en")}
            initial |= {name: richtext.to_plain(getattr(version, name)) for name in ("body", "body_en")}
            initial["seen"] = version.number
        super().__init__(data, initial={**initial, **(typed.dict() if typed is not None else {})})
        if page is not None:
            del self.fields["place"]
        else:
            offer_places(self.fields["place"], duty)

    def clean_body(self) -> str:
        return html_of(self.cleaned_data["body"], self.data.get("notation", ""))

    def clean_body_en(self) -> str:
        return html_of(self.cleaned_data["body_en"], self.data.get("notation_en", ""))

    def words(self) -> Words:
        names = ("title", "summary", "body", "title_en", "summary_en", "body_en")
        return cast(Words, {name: self.cleaned_data[name] for name in names})


class StandingForm(forms.Form):
    """Where a page stands: its address, its place in the tree and in the menu."""

    slug = forms.CharField(
        label=_("Адреса"),
        max_length=80,
        help_text=_("Латинські літери, цифри, дефіси. Стара адреса далі вестиме сюди."),
        error_messages={"required": _("Напишіть адресу.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    placement = forms.ChoiceField(
        label=_("Де посилання на неї"), choices=Page.Placement.choices, widget=forms.RadioSelect
    )
    menu_name = forms.CharField(
        label=_("Назва в меню"), max_length=40, required=False, help_text=_("Порожньо: заголовок сторінки")
    )
    menu_name_en = forms.CharField(
        label=_("Назва в меню англійською"),
        max_length=40,
        required=False,
        help_text=_("Порожньо: англійський заголовок"),
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    parent = forms.ModelChoiceField(
        label=_("Частина сторінки"), queryset=Page.objects.none(), required=False, empty_label=_("ні, окрема")
    )
    place = forms.ModelChoiceField(
        label=_("Чия сторінка"), queryset=Library.objects.none(), required=False, empty_label=_("Усієї системи")
    )

    def __init__(self, data: QueryDict | None = None, *, duty: Duty, page: Page) -> None:
        super().__init__(data, initial={name: getattr(page, name) for name in self.base_fields})
        offer_places(self.fields["place"], duty)
        parent = cast("forms.ModelChoiceField[Page]", self.fields["parent"])
        parent.queryset = (
            Page.objects.filter(deleted_at__isnull=True).exclude(pk=page.pk).select_related("latest").order_by("order")
        )

    def standing(self) -> Standing:
        return cast(Standing, dict(self.cleaned_data))


class PictureForm(forms.Form):
    """A picture for a text, and words about it."""

    picture = forms.FileField(
        label=_("Зображення"),
        help_text=_("Фото з телефона чи комп’ютера: JPEG, PNG або WebP, до 8 МБ"),
        allow_empty_file=True,  # our own sentence about an empty one
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _("Виберіть файл.")},
    )
    picture_alt = forms.CharField(
        label=_("Що на ньому"),
        max_length=200,
        help_text=_("Словами, для людей, які не бачать: «Вхід із пандусом із двору»"),
        error_messages={"required": _("Напишіть, що на зображенні.")},
    )


def offer_places(field: forms.Field, duty: Duty) -> None:
    """Let the duty choose among the libraries whose pages it writes, and the whole system when it writes that."""
    place = cast("forms.ModelChoiceField[Library]", field)
    place.queryset = Library.objects.filter(pk__in=[one.pk for one in queries.places_of_writer(duty)])
    if not rules.can(rules.check_can_write, duty, place_id=None):
        place.required, place.empty_label = True, None
