"""What a visitor sends from the site."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.library.places.models import Library
from oseredok.services.printing import examining

_ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.docx,.odt,application/pdf,image/*,text/plain"


class SendForm(forms.Form):
    """A visitor's file. `website` is a trap: people do not see it, scripts fill it."""

    library = forms.ModelChoiceField(
        label=_("Де роздрукувати"),
        queryset=Library.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        to_field_name="code",
        error_messages={"required": _("Виберіть бібліотеку."), "invalid_choice": _("Виберіть бібліотеку.")},
    )
    file = forms.FileField(
        label=_("Файл"),
        allow_empty_file=True,  # our own sentence about an empty one
        error_messages={"required": _("Виберіть файл.")},
        widget=forms.FileInput(attrs={"accept": _ACCEPT}),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *args: Any, libraries: list[Library], at: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Library]", self.fields["library"])
        field.queryset = Library.objects.filter(pk__in=[one.pk for one in libraries]).order_by("order", "pk")
        field.initial = at or (libraries[0].code if libraries else "")
        if len(libraries) == 1:
            field.widget = forms.HiddenInput()
        self.fields["file"].help_text = examining.kinds_in_words()

    @property
    def is_trapped(self) -> bool:
        """A script filled the field that no person sees."""
        return bool(self.cleaned_data.get("website"))
