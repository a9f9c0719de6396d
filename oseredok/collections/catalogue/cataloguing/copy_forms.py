"""What is filled in about copies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.base.ui.fields import DayInput
from oseredok.collections.catalogue.cataloguing import rules
from oseredok.collections.catalogue.cataloguing.actions import CopyWords
from oseredok.collections.catalogue.cataloguing.forms import Line
from oseredok.collections.catalogue.models import Copy
from oseredok.library.places.models import Library


class CopiesForm(forms.Form):
    """New copies of a record."""

    library = forms.ModelChoiceField(label=_("Бібліотека"), queryset=Library.objects.none(), empty_label=None)
    room = Line(label=_("Де стоїть"), max_length=60, required=False, help_text=_("«читальна зала», «дитячий відділ»"))
    numbers = forms.CharField(
        label=_("Інвентарні номери"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Кожен через кому або з нового рядка. «1001–1005» — п’ять примірників."),
    )
    quantity = forms.IntegerField(
        label=_("Скільки примірників"),
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
        help_text=_("Лише якщо інвентарних номерів немає."),
    )
    shelf_mark = Line(label=_("Шифр"), max_length=120, required=False, help_text=_("Те, що на корінці."))
    status = forms.ChoiceField(label=_("Стан"), choices=Copy.Status, initial=Copy.Status.FREE)
    accession_date = forms.DateField(label=_("Коли надійшов"), required=False, widget=DayInput)
    price = forms.DecimalField(
        label=_("Ціна, грн"), required=False, min_value=Decimal(0), max_digits=10, decimal_places=2, localize=True
    )
    note = Line(label=_("Примітка"), max_length=200, required=False, help_text=_("Бачать лише працівники."))

    def __init__(self, *args: Any, branches: list[Library], rooms: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        library: Any = self.fields["library"]
        library.queryset = Library.objects.filter(pk__in=[one.pk for one in branches])
        self.rooms = rooms
        self.fields["room"].widget.attrs |= {"list": "rooms", "autocomplete": "off"}

    def clean_numbers(self) -> list[str]:
        try:
            return rules.inventory_numbers(str(self.cleaned_data["numbers"]))
        except DomainError as error:
            raise forms.ValidationError(error.message, code=error.code) from None

    def words(self) -> CopyWords:
        """Return what is said of each of the copies."""
        told = self.cleaned_data
        names = ("library", "room", "status", "shelf_mark", "accession_date", "price", "note")
        return CopyWords(**{name: told[name] for name in names})

    def told(self) -> dict[str, Any]:
        """Return the whole answer as `actions.add_copies` takes it."""
        told = self.cleaned_data
        return {"words": self.words(), "numbers": told["numbers"], "quantity": told["quantity"] or 1}

    def refuse(self, error: DomainError) -> None:
        add_to_form(self, error)


class CopyForm(CopiesForm):
    """One copy that is there already."""

    numbers = Line(label=_("Інвентарний номер"), max_length=40, required=False)

    def clean_numbers(self) -> list[str]:
        told = str(self.cleaned_data["numbers"])
        return [told] if told else []

    @property
    def number(self) -> str:
        return next(iter(self.cleaned_data["numbers"]), "")
