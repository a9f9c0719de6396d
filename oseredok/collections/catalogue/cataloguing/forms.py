"""What a librarian fills in. Every field is text that stands on the title page; what follows from it is derived."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.validators import URLValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import Invalid
from oseredok.base.core.text import display_apostrophe, tidy
from oseredok.collections.catalogue import languages
from oseredok.collections.catalogue.cataloguing import numbers
from oseredok.collections.catalogue.cataloguing.kinds import sheet_of
from oseredok.collections.catalogue.crosswalk.roles import Role
from oseredok.collections.catalogue.crosswalk.values import issn
from oseredok.collections.catalogue.models import Heading

BODY = "body-"
"""Before a role: whoever it is, it is no person."""
MOST_ROWS = 40
_ROLES = [(role.value, role.label) for role in Role if role != Role.SUBJECT] + [
    (BODY + Role.AUTHOR, _("установа-автор")),
    (BODY + Role.OTHER, _("установа (інше)")),
]
_ABOUT = [
    (Heading.Kind.TOPIC, _("тема")),
    (Heading.Kind.PERSON, _("людина")),
    (Heading.Kind.PLACE, _("місце")),
    (Heading.Kind.BODY, _("установа")),
]
_OFTEN = ("ukr", "eng", "pol", "ger", "fre", "rus", "crh")
_LANGUAGES = [("", _("невідомо")), *((code, languages.NAMES[code]) for code in _OFTEN)]
_LANGUAGES += [
    (code, name) for code, name in languages.NAMES.items() if code not in (*_OFTEN, "deu", "fra", "ces", "slk", "ron")
]
_AUDIENCES = [("", _("для всіх")), ("children", _("дітям")), ("teens", _("підліткам")), ("adults", _("дорослим"))]
_CODE = re.compile(r"[a-z]{3}")
_ODD_YEAR = re.compile(r"(?<!\d)\d{5,}(?!\d)")


class Line(forms.CharField):
    """One line; spaces and apostrophes as the site writes them."""

    def to_python(self, value: Any) -> str:
        return display_apostrophe(tidy(super().to_python(value) or ""))


def _line(label: Any, most: int = 300, hint: Any = "") -> forms.CharField:
    return Line(label=label, max_length=most, required=False, help_text=hint)


def _text(label: Any, most: int, hint: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=False, help_text=hint, widget=widget)


class RecordForm(forms.Form):
    """The questions of one kind of record; `kind` decides which of them are asked."""

    title = _line(_("Назва"), 1000, _("Як на титульній сторінці, без лапок."))
    subtitle = _line(_("Підзаголовок"), 1000, _("«роман», «збірник статей», «посібник для 5 класу»"))
    part = _line(_("Том, частина"), 200, _("«Т. 2», «Кн. 1»"))
    responsibility = _line(
        _("Як на титулі названо авторів"),
        1000,
        _("Порожньо: складемо з імен вище. Частини розділяйте крапкою з комою."),
    )
    edition = _line(_("Яке видання"), 200, _("«2-ге вид., доповн.»"))
    isbn = _line("ISBN", 200, _("Зі звороту титулу або з-під штрихкоду. Кілька через крапку з комою."))
    issn = _line("ISSN", 20, _("Вісім цифр: 1234-5678."))
    place = _line(_("Місто"), 200, _("Кілька через крапку з комою."))
    publisher = _line(_("Видавництво"), 300, _("Без лапок. Кілька через крапку з комою."))
    date = _line(_("Рік"), 60, _("«2024». Немає на книзі: «[2020]»."))
    date_to = _line(_("По який рік виходило"), 4, _("Порожньо: виходить досі."))
    extent = _line(_("Обсяг"), 200, _("«320 с. : іл.»"))
    language = forms.ChoiceField(label=_("Мова"), choices=_LANGUAGES, required=False, initial="ukr")
    original_language = forms.ChoiceField(label=_("З якої мови переклад"), choices=_LANGUAGES, required=False)
    series_title = _line(_("Серія"), 300)
    series_number = _line(_("Номер у серії"), 60)
    host_title = _line(_("Назва газети, журналу чи збірника"), 500)
    host_year = _line(_("Рік"), 60)
    host_volume = _line(_("Том"), 60)
    host_number = _line(_("Число, номер"), 60, _("«3», «14 берез.»"))
    host_pages = _line(_("Сторінки"), 60, _("«12–15»"))
    host_place = _line(_("Місто"), 100, _("Лише для збірника."))
    host_issn = _line("ISSN", 20)
    udc = _line(_("УДК"), 200, _("Часто надруковано на звороті титулу. Кілька через крапку з комою."))
    bbk = _line(_("ББК"), 200, _("Якщо ваш фонд ще стоїть за ББК."))
    author_mark = _line(_("Авторський знак"), 20, _("«Ш37»"))
    audience = forms.ChoiceField(label=_("Для кого"), choices=_AUDIENCES, required=False)
    keywords = _line(_("Ключові слова"), 1000, _("Через кому."))
    abstract = _text(_("Анотація"), 5000)
    notes = _text(_("Примітки"), 3000, _("Кожна з нового рядка."), rows=2)
    link = _line(_("Адреса в мережі"), 1000, _("Починається з https://"))

    def __init__(self, *args: Any, kind: str, latest_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet_of(kind)
        self.latest_year = latest_year
        self.fields = {name: self.fields[name] for name in self.sheet.fields}
        for name in self.sheet.needed:
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = _NEEDED.get(name, _("Тут потрібна відповідь."))
        for name in ("language", "original_language"):
            self._know_language(name)
        for scheme in {"udc", "bbk"}.intersection(self.fields):
            self.fields[scheme].widget.attrs |= {"list": f"{scheme}-classes", "autocomplete": "off"}
        if "host_title" in self.fields:
            suggest(self.fields["host_title"], "serial", "serials")

    def _know_language(self, name: str) -> None:
        """A rare language that a record came with may stay."""
        if name not in self.fields:
            return
        code = str(self[name].value() or "")
        choices = self.fields[name].choices  # type: ignore[attr-defined]
        if _CODE.fullmatch(code) and code not in dict(choices):
            self.fields[name].choices = [*choices, (code, languages.name_of(code) or code)]  # type: ignore[attr-defined]

    def clean_isbn(self) -> list[str]:
        """Return the numbers by thirteen digits."""
        return self._each("isbn", numbers.checked_isbn)

    def clean_issn(self) -> str:
        return self._issn("issn")

    def clean_host_issn(self) -> str:
        return self._issn("host_issn")

    def clean_link(self) -> str:
        told = str(self.cleaned_data["link"])
        if told:
            URLValidator(schemes=["http", "https"], message=_("Скопіюйте адресу цілою, з https:// на початку."))(told)
        return told

    def clean_date(self) -> str:
        return self._year("date")

    def clean_host_year(self) -> str:
        return self._year("host_year")

    def clean_date_to(self) -> str:
        told = str(self.cleaned_data["date_to"])
        if told and not (told.isascii() and told.isdigit() and len(told) == 4):
            raise forms.ValidationError(_("Рік: чотири цифри."), code="year")
        return told

    def _each(self, name: str, check: Any) -> list[str]:
        try:
            return [check(part) for part in self.cleaned_data[name].split(";") if part.strip()]
        except Invalid as error:
            raise forms.ValidationError(error.message, code=error.code) from None

    def _issn(self, name: str) -> str:
        told = str(self.cleaned_data[name])
        if told and not issn(told):
            raise forms.ValidationError(_("ISSN має вісім цифр, і остання з ними сходиться. Перевірте."), code="issn")
        return issn(told)

    def _year(self, name: str) -> str:
        told = str(self.cleaned_data[name])
        if _ODD_YEAR.search(told) or (numbers.years(told)[0] or 0) > self.latest_year:
            raise forms.ValidationError(_("Такий рік ще не настав. Перевірте."), code="year")
        return told


_NEEDED: Mapping[str, Any] = {
    "title": _("Напишіть назву."),
    "host_title": _("Напишіть, де це надруковано."),
    "host_year": _("Напишіть рік."),
    "host_number": _("Напишіть номер."),
    "link": _("Вставте адресу, за якою читають."),
}


def suggest(field: forms.Field, what: str, list_id: str) -> None:
    """Let a field ask for what is written so already. Without a script it stays a plain field."""
    field.widget.attrs |= {
        "list": list_id,
        "autocomplete": "off",
        "hx-get": f"{reverse('catalogue_new:suggest')}?kind={what}",
        "hx-trigger": "input changed delay:200ms",
        "hx-target": f"#{list_id}",
        "hx-sync": "this:replace",
    }


class WhoForm(forms.Form):
    """One of those who made it."""

    name = _line(_("Прізвище, Ім’я По батькові"), 300)
    role = forms.ChoiceField(label=_("Роль"), choices=_ROLES, initial=Role.AUTHOR)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggest(self.fields["name"], "who", f"{self.add_prefix('name')}-list")


class AboutForm(forms.Form):
    """One of the things that it is about."""

    text = _line(_("Про кого чи про що"), 300)
    kind = forms.ChoiceField(label=_("Що це"), choices=_ABOUT, initial=Heading.Kind.TOPIC)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suggest(self.fields["text"], "about", f"{self.add_prefix('text')}-list")
        self.fields["text"].widget.attrs["hx-include"] = f"[name='{self.add_prefix('kind')}']"


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[forms.Form]
else:
    _Rows = forms.BaseFormSet


class Rows(_Rows):
    """Rows of which empty ones mean nothing."""

    def filled(self) -> list[dict[str, Any]]:
        """Return the answers of filled rows in their order."""
        told = [form.cleaned_data for form in self.forms if form.is_valid()]
        return [one for one in told if one.get("name") or one.get("text")]


def rows(form: type[forms.Form], *, extra: int = 2) -> type[Rows]:
    """Return the class of a list of rows, `extra` of them empty."""
    made = forms.formset_factory(form, formset=Rows, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    return cast("type[Rows]", made)
