"""Which indicators everybody sees and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from oseredok.faces.front.work import queries
from oseredok.faces.front.work.screen import capital
from oseredok.management.indicators.catalogue import SECTIONS


class ShownForm(forms.Form):
    """A small number beside each indicator: its place on the page; empty means that it is not shown."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        chosen = {one.code: place for place, one in enumerate(queries.shown(), 1)}
        self.sections: list[tuple[str, list[str]]] = []
        allowed = {one.code for one in queries.candidates()}
        for section in SECTIONS:
            codes = [one.code for one in section.indicators if one.code in allowed]
            for one in section.indicators:
                if one.code in allowed:
                    self.fields[one.code] = forms.IntegerField(
                        label=capital(one.name),
                        required=False,
                        min_value=1,
                        max_value=99,
                        initial=chosen.get(one.code),
                        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input place-number"}),
                        error_messages=dict.fromkeys(
                            ("invalid", "min_value", "max_value"), _("Напишіть число від 1 до 99.")
                        ),
                    )
            if codes:
                self.sections.append((str(section.name), codes))

    def by_sections(self) -> Iterator[tuple[str, list[BoundField]]]:
        for name, codes in self.sections:
            yield name, [self[code] for code in codes]

    def codes(self) -> list[str]:
        """The chosen ones in order; equal numbers keep the order of the catalogue."""
        typed: dict[str, Any] = {code: place for code, place in self.cleaned_data.items() if place is not None}
        return sorted(typed, key=lambda code: typed[code])
