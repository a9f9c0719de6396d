"""The choices of the registry's list, and what is asked before a list leaves the system."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Reader
from oseredok.library.people.registry import browsing, list_export
from oseredok.library.people.registry.browsing import Chosen
from oseredok.library.places.models import Library

_ANY = ("", _("будь-яке"))


class ListForm(forms.Form):
    """Sent by GET: every answer is a choice from ours, so nothing that names anybody can be in the address."""

    place = forms.ChoiceField(label=_("Бібліотека"), required=False)
    kind = forms.ChoiceField(label=_("Хто"), choices=[_ANY, *Reader.Kind.choices], required=False)
    category = forms.ChoiceField(label=_("Як користується"), choices=[_ANY, *Reader.Category.choices], required=False)
    registered = forms.ChoiceField(
        label=_("Цього року"),
        choices=[_ANY, (browsing.YES, _("зареєстровано")), (browsing.NO, _("ще не перереєстровано"))],
        required=False,
    )
    child = forms.ChoiceField(
        label=_("Вік"), choices=[_ANY, (browsing.YES, _("діти")), (browsing.NO, _("дорослі"))], required=False
    )
    lost = forms.ChoiceField(
        label=_("Квиток"),
        choices=[_ANY, (browsing.YES, _("був загублений")), (browsing.NO, _("не губили"))],
        required=False,
    )
    state = forms.ChoiceField(
        label=_("У реєстрі"),
        choices=[(browsing.HERE, _("є")), (browsing.LEFT, _("вибули")), (browsing.EVERYBODY, _("усі"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Порядок"),
        choices=[(browsing.BY_NAME, _("за прізвищем")), (browsing.NEWEST, _("спершу нові"))],
        required=False,
    )

    def __init__(self, *args: Any, places: Sequence[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        named = [(str(place.code), place.short_name) for place in self.places]
        self.fields["place"].choices = [("", _("усі")), *named] if len(named) > 1 else named  # type: ignore[attr-defined]

    def chosen(self) -> Chosen:
        """Return what was chosen; an answer that is none of ours counts as not given."""
        self.is_valid()
        told = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        code = told.pop("place")
        told["state"] = told["state"] or browsing.HERE
        told["sort"] = told["sort"] or browsing.BY_NAME
        places = [place for place in self.places if str(place.code) == code] or self.places
        return Chosen(places=places, words=self._words(), **told)

    def page(self) -> int:
        typed = str(self.data.get("page", ""))
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 1

    def _words(self) -> list[str]:
        said = []
        for name, one in self.fields.items():
            value = self.cleaned_data.get(name)
            if value and name != "sort":
                label = dict(one.choices)[value]  # type: ignore[attr-defined]
                said.append(f"{one.label}: {label}")
        return said


class ExportForm(forms.Form):
    """Why a list leaves the system, and what it holds: the least by default."""

    why = forms.ChoiceField(
        label=_("Навіщо потрібен список"),
        choices=list_export.PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Виберіть, навіщо потрібен список.")},
    )
    note = forms.CharField(
        label=_("Підстава"),
        max_length=200,
        help_text=_("Наказ, лист, подія. Без імен читачів: це побачать у журналі."),
        error_messages={"required": _("Напишіть, на якій підставі.")},
    )
    columns = forms.MultipleChoiceField(
        label=_("Що вивантажити, крім імені й номера квитка"),
        choices=list_export.EXTRA,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Лише те, без чого мети не досягти. Особливих груп тут немає і не буде."),
    )
