"""What the desk and the office type about printing: the counter, how a file is printed, the settings."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.errors import Invalid
from oseredok.library.offer.models import ServiceKind
from oseredok.services.printing import queue, rules
from oseredok.services.printing.actions import How
from oseredok.services.printing.models import PrintSettings
from oseredok.services.printing.words import Refusal
from oseredok.spine.journal.models import Reason


class CountForm(forms.Form):
    """One line of the counter: so many pages of a kind. Sent twice with one `key`, it is recorded once."""

    kind = forms.ModelChoiceField(
        queryset=ServiceKind.objects.none(),
        to_field_name="code",
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Такої послуги немає в переліку.")),
    )
    pages = forms.IntegerField(
        min_value=1,
        max_value=1000,
        error_messages={
            "required": _("Впишіть, скільки сторінок."),
            "invalid": _("Впишіть число сторінок цифрами."),
            "min_value": _("Сторінок має бути хоч одна."),
            "max_value": _("За один раз записуємо до 1000 сторінок."),
        },
    )
    key = forms.RegexField(r"^[0-9a-f-]{16,40}$", required=False)
    visit = forms.UUIDField(required=False)

    def __init__(self, *args: Any, kinds: list[ServiceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[ServiceKind]", self.fields["kind"])
        field.queryset = ServiceKind.objects.filter(pk__in=[kind.pk for kind in kinds])

    def first_error(self) -> str:
        """The sentence above the counter; empty for a valid form."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Код із телефона"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Впишіть п’ять цифр, які бачить людина."),
            "max_length": _("У коді п’ять цифр."),
        },
    )


class PrintForm(forms.Form):
    """How a file is printed; what the library cannot do is not asked."""

    copies = forms.IntegerField(
        label=_("Примірників"),
        min_value=1,
        max_value=rules.MOST_COPIES,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Примірників може бути від 1 до 99.")
        ),
    )
    which = forms.CharField(
        label=_("Які сторінки"),
        help_text=_("Порожньо: усі. Приклад: 1-3, 5"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Задовго. Напишіть сторінки так: 1-3, 5.")},
    )
    is_colour = forms.BooleanField(label=_("У кольорі"), required=False)
    is_duplex = forms.BooleanField(label=_("З двох боків аркуша"), required=False)

    def __init__(self, *args: Any, settings: PrintSettings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.has_colour:
            del self.fields["is_colour"]
        if not settings.has_duplex:
            del self.fields["is_duplex"]

    def how(self) -> How:
        told = self.cleaned_data
        return How(
            copies=told["copies"],
            which=told["which"],
            is_colour=told.get("is_colour", False),
            is_duplex=told.get("is_duplex", False),
        )


class RefuseForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Чому не друкуємо"),
        choices=Refusal.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Виберіть, чому не друкуємо.")),
    )


class TakeBackForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Чому скасовуємо"), choices=Reason.choices, widget=forms.RadioSelect, initial=Reason.NOT_RENDERED
    )


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # Django's class takes no parameter
    """How one library prints."""

    class Meta:
        model = PrintSettings
        fields = ("takes_files", "most_pages", "most_megabytes", "free_pages", "queue", "has_colour", "has_duplex")
        labels = {
            "takes_files": _("Приймати файли із сайту"),
            "most_pages": _("Найбільше сторінок в одному файлі"),
            "most_megabytes": _("Найбільше мегабайтів в одному файлі"),
            "free_pages": _("Скільки сторінок на день безкоштовно для людини"),
            "queue": _("Черга друку"),
            "has_colour": _("Є кольоровий друк"),
            "has_duplex": _("Є друк із двох боків"),
        }
        help_texts = {
            "free_pages": _("Порожньо: люди бачать «Зараз друк безкоштовний»"),
            "queue": _("Адреса в CUPS, наприклад ipp://localhost/printers/mfp. Порожньо: друкуєте вручну"),
        }
        _numbers = {
            "most_pages": _("Напишіть число від 1 до 500."),
            "most_megabytes": _("Напишіть число від 1 до 20."),
            "free_pages": _("Напишіть число від 1 до 500 або лишіть порожнім."),
        }
        error_messages = {
            name: dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
            for name, sentence in _numbers.items()
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["queue"].widget.attrs |= {"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}

    def clean_free_pages(self) -> int | None:
        pages: int | None = self.cleaned_data["free_pages"]
        if pages is not None and not 1 <= pages <= 500:
            raise forms.ValidationError(self.fields["free_pages"].error_messages["min_value"])
        return pages

    def clean_queue(self) -> str:
        address: str = self.cleaned_data["queue"].strip()
        if address:
            try:
                queue.check_address(address)
            except Invalid as refusal:
                raise forms.ValidationError(refusal.message, code=refusal.code) from None
        return address
