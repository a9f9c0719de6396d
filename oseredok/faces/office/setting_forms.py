"""One preference as a form, and the settings page's rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from oseredok.base.core.errors import Invalid
from oseredok.base.preferences.models import Preference
from oseredok.base.preferences.registry import Declared, OneOf, Whole, YesNo, grouped
from oseredok.library.people.access import Duty
from oseredok.library.people.models import Role

LEADERS = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
OWNERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
ROLES: dict[str, tuple[Role, ...]] = {"people": LEADERS}
"""Who changes a group of preferences. What is not named is about people's data, sign-in or the machine: owners only."""


def roles_of(group: str) -> tuple[Role, ...]:
    """Return who may change the preferences of the group."""
    return ROLES.get(group, OWNERS)


@dataclass(frozen=True)
class SettingRow:
    """A preference as the page shows it."""

    declared: Declared[Any]
    value: Any
    change: Preference | None

    @property
    def words(self) -> str:
        return self.declared.words(self.value)

    @property
    def effect(self) -> str:
        return self.declared.consequence(self.value)

    @property
    def default_words(self) -> str:
        return self.declared.words(self.declared.default)


@dataclass(frozen=True)
class SettingGroup:
    title: str
    lead: str
    may_change: bool
    rows: list[SettingRow]


def groups(duty: Duty, changes: dict[str, Preference]) -> list[SettingGroup]:
    """Return everything that may be set, with what is set now, by headings."""
    return [
        SettingGroup(
            str(group.title),
            str(group.lead),
            duty.may(*roles_of(group.code)),
            [row_of(one, changes.get(one.code)) for one in inside],
        )
        for group, inside in grouped()
    ]


def row_of(declared: Declared[Any], change: Preference | None) -> SettingRow:
    """Return one row; a kept value that a newer version refuses is shown as the default that holds."""
    value = declared.default
    if change is not None:
        try:
            value = declared.read(change.value)
        except Invalid:
            change = None
    return SettingRow(declared, value, change)


class SettingForm(forms.Form):
    """The one field of a preference; what it may be is decided by the preference itself."""

    value = forms.CharField(max_length=500, required=False, strip=False)

    def __init__(self, data: Any = None, *, row: SettingRow) -> None:
        declared = row.declared
        super().__init__(data, initial={"value": declared.write(row.value)})
        field = _field(declared)
        field.label, field.help_text, field.required = str(declared.question), str(declared.hint), False
        self.fields["value"] = field


def _field(declared: Declared[Any]) -> forms.Field:
    if isinstance(declared, YesNo):
        return forms.CharField(widget=forms.RadioSelect(choices=[("yes", _("так")), ("no", _("ні"))]))
    if isinstance(declared, OneOf):
        return forms.CharField(widget=forms.RadioSelect(choices=list(declared.choices)))
    number = {"inputmode": "numeric"} if isinstance(declared, Whole) else {}
    return forms.CharField(max_length=500, strip=False, widget=forms.TextInput(attrs=number))
