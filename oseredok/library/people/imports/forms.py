"""What is typed about a file: the file itself, what its columns mean, how to carry over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField
from oseredok.base.ui.fields import ChoiceBlocks, DayInput
from oseredok.library.people.imports.columns import TARGETS, is_forbidden
from oseredok.library.people.imports.models import Batch


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Файл"),
        help_text=_("XLSX або CSV до 20 МБ, до 100 000 рядків. Спершу лише перевіримо."),
        error_messages={"required": _("Виберіть файл."), "empty": _("Файл порожній. Виберіть інший.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
    )


class SetUpForm(forms.Form):
    """A select for each column, then the questions whose default answer changes the least."""

    overwrite = forms.TypedChoiceField(
        label=_("Якщо читач уже є"),
        coerce=lambda text: text == "yes",
        choices=[("no", _("Доповнити лише порожнє")), ("yes", _("Узяти значення з файлу"))],
        widget=ChoiceBlocks(hints={"yes": _("Виправлене за стійкою може замінитися давнішим.")}),
        initial="no",
    )
    take_suspected = forms.TypedChoiceField(
        label=_("Якщо схожий на наявного"),
        coerce=lambda text: text == "yes",
        choices=[("no", _("Не переносити, показати у звіті")), ("yes", _("Перенести як нового"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    counting = forms.ChoiceField(
        label=_("Чи рахувати їх у щоденнику як зареєстрованих цього року?"),
        choices=Batch.Counting.choices,
        widget=ChoiceBlocks(
            hints={
                "none": _("Кожного перереєструєте, коли прийде, і тоді порахуємо."),
                "column": _("Лише тих, чия дата у файлі цього року. У щоденнику буде позначено: внесено пізніше."),
            }
        ),
        initial=Batch.Counting.NONE,
    )
    counted_on = UkDateField(label=_("День реєстрації"), required=False, widget=DayInput())
    consent_on = UkDateField(
        label=_("Згода на папері від"),
        required=False,
        widget=DayInput(),
        help_text=_("Якщо підписані згоди є. Порожньо: згоди вважаємо відсутніми, і це буде видно."),
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = list(batch.columns.all())
        for column in self.columns:
            title = column.title or _("Стовпець {number}").format(number=column.place + 1)
            self.fields[f"column_{column.place}"] = forms.ChoiceField(
                label=title,
                choices=list(TARGETS.items()),
                required=False,
                initial=column.target,
                disabled=is_forbidden(column.title),
            )

    def targets(self) -> list[str]:
        """Return the meaning of each column; only of a valid form."""
        return [self.cleaned_data[f"column_{column.place}"] for column in self.columns]

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{column.place}"] for column in self.columns]
