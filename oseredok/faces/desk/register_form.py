"""The form of registration at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import GroupFlag
from oseredok.library.people.registry.forms import ReaderForm
from oseredok.library.privacy.models import Channel
from oseredok.services.visits import actions as visits


class RegisterForm(ReaderForm):
    """A new reader with consent; what is told of sensitive groups stands apart and only with its own consent."""

    key = forms.RegexField(r"^[0-9a-f-]{16,40}$", required=False, widget=forms.HiddenInput)
    consent = forms.ChoiceField(
        label=_("Згода на обробку даних"),
        choices=[
            (Channel.PAPER, _("підписано на папері")),
            (Channel.DESK, _("прочитали на екрані й погодились")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    flags = forms.MultipleChoiceField(
        label=_("Групи, про які людина сама сказала"),
        choices=GroupFlag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    flags_agreed = forms.BooleanField(label=_("Людина згодна, щоб ці групи рахували окремо, без імені"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What a child needs comes as soon as the year is typed; without scripts, after the first sending.
        asking = {"hx-post": reverse("desk:register_child"), "hx-target": "#child", "hx-swap": "outerHTML"}
        for name in ("birth_year", "birth_date"):
            self.fields[name].widget.attrs |= {**asking, "hx-trigger": "change"}
        self.fields["surname"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("flags") and not data.get("flags_agreed"):
            self.add_error("flags_agreed", _("Без окремої згоди груп не записуємо: позначте згоду або зніміть групи."))
        return data

    def agreed(self) -> visits.Agreed:
        data = self.cleaned_data
        return visits.Agreed(channel=data["consent"], flags=frozenset(data["flags"]))
