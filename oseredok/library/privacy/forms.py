"""The shape of what is typed about personal data. What the rules refuse besides, the actions say."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core import clock
from oseredok.base.core.forms import UkDateField, UkTimeField
from oseredok.base.ui.fields import ClockInput, DayInput
from oseredok.library.people.models import GroupFlag
from oseredok.library.privacy.models import Activity, Incident, IncidentStep, Look, Purpose, SubjectRequest
from oseredok.library.privacy.register_actions import ActivityDetails

REQUIRED = {"required": _("Тут потрібна відповідь.")}
Identity, How, Outcome = SubjectRequest.Identity, SubjectRequest.How, SubjectRequest.Outcome


def _area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FlagsReasonForm(forms.Form):
    """Why the sensitive page is opened. Sent by POST, so that the reason is not in an address."""

    reason = forms.ChoiceField(
        label=_("Навіщо відкриваєте?"),
        choices=Look.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Скажіть, навіщо відкриваєте.")},
    )


class FlagsForm(forms.Form):
    """What the reader told of."""

    flags = forms.MultipleChoiceField(
        label=_("Про що сказав читач"),
        choices=GroupFlag.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Документів не просіть. Без жодної позначки згоду буде відкликано, а запис стерто."),
    )


class GuardianForm(forms.Form):
    """Who agrees for a child."""

    given_by = forms.CharField(label=_("Хто з батьків або опікунів"), max_length=160, required=False)


class EraseForm(forms.Form):
    """Erasing by a written request."""

    identity = forms.ChoiceField(
        label=_("Як перевірили особу?"),
        choices=[(one.value, one.label) for one in (Identity.DOCUMENT, Identity.CARD)],
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    written = forms.BooleanField(
        label=_("Маю письмову заяву читача"),
        error_messages={
            "required": _("Без письмової заяви не стираємо: візьміть її або допоможіть стерти з кабінету.")
        },
    )


class RequestForm(forms.Form):
    """What somebody asks about their own data."""

    kind = forms.ChoiceField(label=_("Про що просять?"), choices=SubjectRequest.Kind.choices)
    how = forms.ChoiceField(label=_("Як надійшов запит?"), choices=How.choices)
    received_on = UkDateField(label=_("Коли отримали?"), widget=DayInput)
    card_number = forms.CharField(
        label=_("Номер квитка"),
        max_length=20,
        required=False,
        help_text=_("Порожньо, якщо людина не читач або колишній читач."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    from_name = forms.CharField(
        label=_("Від кого"),
        max_length=200,
        required=False,
        help_text=_("Якщо є квиток, ім’я візьмемо з нього."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.CharField(
        label=_("Куди відповісти"),
        max_length=254,
        required=False,
        help_text=_("Пошта або поштова адреса. Порожньо: пошта з квитка."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    identity = forms.ChoiceField(label=_("Як перевірили особу?"), choices=Identity.choices, initial=Identity.NOT_YET)
    details = forms.CharField(label=_("Що саме просять"), required=False, max_length=4000, widget=_area())


class AnswerForm(forms.Form):
    """The answer to a request."""

    identity = forms.ChoiceField(label=_("Як перевірили особу?"), choices=Identity.choices)
    outcome = forms.ChoiceField(label=_("Що вирішили?"), choices=Outcome.choices, widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=_("Як відповідаєте?"),
        choices=[
            (How.EMAIL, _("листом на пошту: надішлемо самі")),
            (How.PAPER, _("листом на папері")),
            (How.DESK, _("особисто")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Слова до відповіді"),
        required=False,
        max_length=4000,
        widget=_area(),
        help_text=_("Якщо відмовляєте, напишіть чому. Самі дані до листа додамо."),
    )


class ConsentTextForm(forms.Form):
    """A new version of a text that people agree to."""

    purpose = forms.ChoiceField(label=_("Для чого згода"), choices=Purpose.choices)
    title = forms.CharField(label=_("Назва"), max_length=160)
    body = forms.CharField(label=_("Текст"), max_length=6000, widget=_area(14))
    in_force_from = UkDateField(label=_("Діє з"), widget=DayInput)
    asks_again = forms.BooleanField(
        label=_("Запитати згоду знову в тих, хто вже погодився"),
        required=False,
        help_text=_("Позначте, якщо змінилася мета, склад даних або строк. Виправлена кома згоди не скасовує."),
    )


class ActivityForm(forms.ModelForm[Activity]):
    """A new version of a line of the register."""

    class Meta:
        model = Activity
        fields = [
            "title", "purpose", "ground", "people", "composition", "term", "recipients", "protection", "kept_where",
            "responsible", "public_words",
        ]  # fmt: skip
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("purpose", "ground", "composition", "term", "recipients", "protection", "public_words")
        }
        help_texts = {
            "term": _("Назва налаштування у фігурних дужках показує чинний строк."),
            "public_words": _("Порожньо: на сайті про це не пишемо."),
        }

    def details(self) -> ActivityDetails:
        """Return the argument of `write_activity`; only of a valid form."""
        return cast("ActivityDetails", dict(self.cleaned_data))


class IncidentForm(forms.Form):
    """Something happened."""

    what = forms.CharField(
        label=_("Що сталося?"),
        max_length=4000,
        widget=_area(),
        help_text=_("Без імен, адрес, телефонів і номерів квитків."),
    )
    noticed_on = UkDateField(label=_("Якого дня помітили?"), widget=DayInput)
    noticed_at = UkTimeField(label=_("О котрій?"), widget=ClockInput)
    people = forms.IntegerField(
        label=_("Скількох людей стосується?"),
        required=False,
        min_value=0,
        help_text=_("Порожньо, якщо ще не знаєте."),
        error_messages={"invalid": _("Напишіть число.")},
    )
    categories = forms.CharField(
        label=_("Які дані?"), max_length=300, required=False, help_text=_("Наприклад: імена й телефони.")
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("noticed_on") and data.get("noticed_at"):
            data["moment"] = clock.moment_at(data["noticed_on"], data["noticed_at"])
        return data


class MeasuresForm(forms.Form):
    """What became known and what was done."""

    people = IncidentForm.base_fields["people"]
    categories = IncidentForm.base_fields["categories"]
    measures = forms.CharField(label=_("Що зробили?"), max_length=4000, required=False, widget=_area())
    told = forms.CharField(label=_("Кому повідомили?"), max_length=300, required=False)
    steps = forms.MultipleChoiceField(
        label=_("Перелік"), choices=IncidentStep.Step.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    @staticmethod
    def initial_of(incident: Incident) -> dict[str, Any]:
        """Return what is known already."""
        told = {name: getattr(incident, name) for name in ("people", "categories", "measures", "told")}
        return {**told, "steps": list(incident.steps.values_list("step", flat=True))}
