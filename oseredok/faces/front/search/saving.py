"""Keeping a search: what exactly is kept, and the forms of whoever keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from oseredok.base.core.text import counted
from oseredok.base.ui.parts import Link
from oseredok.faces.front.search.page import Asked, chosen_values
from oseredok.library.people.models import Reader
from oseredok.library.people.own_page.cabinet_cards import Shown
from oseredok.services.alerts import links
from oseredok.services.alerts.actions import Sought
from oseredok.services.alerts.models import Often, SavedSearch
from oseredok.services.alerts.owners import Owner
from oseredok.spine.search import finding, sources

CHOOSE = gettext_lazy("Виберіть, як часто писати.")


def sought(asked: Asked, *, now: datetime) -> Sought:
    """Return what to keep of an address of the search: a slip mended on the page would find nothing in a letter."""
    wish = asked.wish()
    text = asked.query if wish.exact else _mended(asked, now=now)
    return Sought(text, {code: sorted(values) for code, values in sorted(asked.filters.items())})


def _mended(asked: Asked, *, now: datetime) -> str:
    results = finding.find(asked.wish(), now=now)
    return results.layout or results.meant or asked.query


def in_words(asked: Asked) -> list[str]:
    """Return what results are narrowed by, in words."""
    source = sources.by_code(asked.kind)
    return [*([str(source.name)] if source else []), *(one.label for one in chosen_values(asked))]


def _often(choices: list[Often]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Коли писати, якщо є нове"),
        choices=[(one.value, one.label) for one in choices],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


class OftenForm(forms.Form):
    """How often to write to an address that has agreed."""

    def __init__(self, *args: Any, search: SavedSearch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["often"] = _often([Often.WEEKLY, Often.DAILY] if search.is_by_mail else list(Often))
        self.fields["often"].initial = search.often


class OwnForm(forms.Form):
    """For whoever has come in: a name, and letters where there is an address for them."""

    name = forms.CharField(
        label=gettext_lazy("Назва"),
        max_length=120,
        error_messages={"required": gettext_lazy("Напишіть назву.")},
    )

    def __init__(self, *args: Any, owner: Owner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_write = bool(owner.email) and links.are_letters_offered()
        self.fields["often"] = _often(list(Often) if may_write else [Often.NEVER])
        self.fields["often"].initial = Often.WEEKLY if may_write else Often.NEVER


class MailForm(forms.Form):
    """For a guest: an address, and the consent to keep it. `website` is a trap: people do not see it, scripts fill it."""

    email = forms.EmailField(
        label=gettext_lazy("Ваша електронна пошта"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Напишіть адресу, на яку писати."),
            "invalid": gettext_lazy("Перевірте адресу пошти: вона має виглядати так: olena@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("Погоджуюся, що бібліотека зберігатиме мою адресу, щоб писати про нове за цим пошуком"),
        error_messages={"required": gettext_lazy("Без згоди ми не можемо зберегти вашу адресу.")},
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["often"] = _often([Often.WEEKLY, Often.DAILY])
        self.fields["often"].initial = Often.WEEKLY

    @property
    def is_trapped(self) -> bool:
        """A script filled the field that no person sees."""
        return bool(self.cleaned_data.get("website"))


def on_own_page(reader: Reader, _now: datetime) -> list[Shown]:
    """Return the card «Збережені пошуки» of a reader's own page; nothing when there are none."""
    many = Owner(reader=reader).searches().count()
    if not many:
        return []
    line = counted(many, _("пошук"), _("пошуки"), _("пошуків"))
    link = Link(reverse("front:saved_searches"), _("Відкрити, змінити, прибрати"))
    return [Shown(_("Збережені пошуки"), (line,), (link,))]
