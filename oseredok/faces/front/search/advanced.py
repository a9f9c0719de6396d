"""The detailed search: a form that writes the same words that people may type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField, WholeField
from oseredok.spine.search import query, sources
from oseredok.spine.search.composing import compose
from oseredok.spine.search.sources import Field, Kind

LONGEST = 200
LATEST = 9999


def _line(label: str | Promise, hint: str | Promise = "") -> forms.CharField:
    return forms.CharField(label=str(label), help_text=str(hint), required=False, max_length=LONGEST)


class AdvancedForm(forms.Form):
    """Everything may be left empty but not all at once. Fields of the sources are added as they are registered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = self.fields
        made["words"] = _line(_("Усі ці слова"), _("У будь-якій формі і в будь-якому порядку."))
        made["phrase"] = _line(_("Саме ця фраза"), _("Слова поспіль, як ви написали."))
        made["any_of"] = _line(_("Хоча б одне з цих слів"))
        made["none_of"] = _line(_("Жодного з цих слів"))
        for one in self.texts():
            made[f"in_{one.code}"] = _line(one.label)
        for one in self.numbers():
            made[f"from_{one.code}"] = _border(one, _("{name}: від"))
            made[f"to_{one.code}"] = _border(one, _("{name}: до"))
        kinds = [("", _("Усе")), *((one.code, one.name) for one in sources.all_sources())]
        made["kind"] = forms.ChoiceField(label=_("Що шукати"), choices=kinds, required=False)

    def texts(self) -> list[Field]:
        """Return the fields that people look in by words: those that have a name to write before a colon."""
        return [one for one in sources.fields().values() if _is_asked(one)]

    def numbers(self) -> list[Field]:
        """Return the fields that people set borders of."""
        numeric = (Kind.INTEGER, Kind.DATE)
        return [one for one in sources.fields().values() if one.kind in numeric and one.aliases]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self._written(data) and not data.get("kind"):
            self.add_error("words", _("Напишіть хоча б одне слово, про що вам треба знайти."))
        return data

    def address(self) -> str:
        """Return the address of what is found."""
        asked = {"q": self._written(self.cleaned_data), "kind": self.cleaned_data["kind"]}
        return f"{reverse('front:search')}?{urlencode({name: value for name, value in asked.items() if value})}"

    def in_fields(self) -> list[BoundField]:
        """Return the inputs of single fields, for the page."""
        return [self[f"in_{one.code}"] for one in self.texts()]

    def borders(self) -> Iterator[tuple[BoundField, BoundField]]:
        for one in self.numbers():
            yield self[f"from_{one.code}"], self[f"to_{one.code}"]

    def _written(self, data: dict[str, Any]) -> str:
        def border(name: str) -> str:
            value = data.get(name)
            return "" if value is None else value.isoformat() if hasattr(value, "isoformat") else str(value)

        return compose(
            words=data.get("words", ""),
            phrase=data.get("phrase", ""),
            any_of=data.get("any_of", ""),
            none_of=data.get("none_of", ""),
            fields={one.code: data.get(f"in_{one.code}", "") for one in self.texts()},
            ranges={one.code: (border(f"from_{one.code}"), border(f"to_{one.code}")) for one in self.numbers()},
        )[: query.LONGEST]


def _is_asked(one: Field) -> bool:
    return one.kind in (Kind.TEXT, Kind.KEYWORD) and bool(one.aliases) and one.code != "body"


def _border(one: Field, label: str | Promise) -> forms.Field:
    name = str(label).format(name=one.label)
    if one.kind is Kind.INTEGER:
        return WholeField(label=name, required=False, min_value=0, max_value=LATEST)
    return UkDateField(label=name, required=False)
