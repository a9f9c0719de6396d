"""Forms of the editor: a version, a section, a column, a line with its formulas, a control relation, a file of lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.forms import UkDateField, WholeField
from oseredok.base.ui.fields import DayInput
from oseredok.management.reports.statistics_form.models import Cell, Column, Control, FormVersion, Line, Section
from oseredok.management.reports.statistics_form.models.structure import LONGEST_FORMULA, Nature

_NEEDED = {"required": _("Заповніть це поле.")}
_CODE_HINT = _("Латинкою, для формул; порожньо: складемо з назви.")


def _words(label: Any, most: int, *, needed: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=needed, help_text=hint, error_messages=_NEEDED)


def _order() -> WholeField:
    return WholeField(label=_("Порядок"), min_value=0, max_value=9999, initial=0)


def _confirmed() -> forms.BooleanField:
    return forms.BooleanField(label=_("Підтверджено: звірено з текстом наказу"), required=False)


class CopyForm(forms.Form):
    name = _words(_("Назва нової версії"), 120)


class AboutForm(forms.Form):
    """What a version is."""

    name = _words(_("Назва версії"), 120)
    report_title = _words(_("Назва звіту в наказі"), 200, needed=False)
    order_text = _words(_("Яким наказом затверджено"), 300, needed=False)
    first_year = WholeField(label=_("Для звітів з року"), min_value=2000, max_value=2100)
    last_year = WholeField(label=_("До року включно"), min_value=2000, max_value=2100, required=False)
    source = forms.CharField(
        label=_("Джерело"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    checked_on = UkDateField(label=_("Коли звірено з наказом"), widget=DayInput(), required=False)

    @staticmethod
    def known(version: FormVersion) -> dict[str, Any]:
        return {name: getattr(version, name) for name in AboutForm.base_fields}


class SectionForm(forms.Form):
    number = _words(_("Номер розділу"), 8, needed=False)
    title = _words(_("Назва розділу"), 200)
    order = _order()
    confirmed = _confirmed()
    source = _words(_("Джерело"), 300, needed=False)

    @staticmethod
    def known(section: Section) -> dict[str, Any]:
        return {name: getattr(section, name) for name in SectionForm.base_fields}


class ColumnForm(forms.Form):
    label = _words(_("Назва графи"), 200)
    code = _words(_("Код графи"), 40, needed=False, hint=_CODE_HINT)
    unit = _words(_("Одиниця"), 30, needed=False, hint=_("Порожньо: як у рядка."))
    nature = forms.ChoiceField(label=_("Що означає"), required=False, choices=[("", _("як у рядка")), *Nature.choices])
    order = _order()

    @staticmethod
    def known(column: Column) -> dict[str, Any]:
        return {name: getattr(column, name) for name in ColumnForm.base_fields}


class LineForm(forms.Form):
    """A line; for each column of its section a formula, and whether the cell is filled in at all."""

    label = _words(_("Назва рядка"), 300)
    number = _words(_("Номер рядка за наказом"), 12, needed=False, hint=_("Порожньо, доки не звірено."))
    code = _words(_("Код рядка"), 40, needed=False, hint=_CODE_HINT)
    unit = _words(_("Одиниця"), 30, needed=False)
    nature = forms.ChoiceField(label=_("Що означає"), choices=Nature.choices)
    digits = WholeField(label=_("Знаків після коми"), min_value=0, max_value=3, initial=0)
    level = WholeField(label=_("Відступ"), min_value=0, max_value=3, initial=0)
    order = _order()
    confirmed = _confirmed()
    source = _words(_("Джерело"), 300, needed=False)

    def __init__(self, data: Any = None, *, section: Section, **options: Any) -> None:
        super().__init__(data, **options)
        self.columns = list(section.columns.all())
        for column in self.columns:
            label = _("Формула") if len(self.columns) == 1 else _("Формула: {name}").format(name=column.label)
            self.fields[f"formula_{column.pk}"] = forms.CharField(
                label=label,
                max_length=LONGEST_FORMULA,
                required=False,
                help_text=_("Порожньо: число пишуть від руки."),
            )
            if len(self.columns) > 1:
                closed = _("Не заповнюють: {name}").format(name=column.label)
                self.fields[f"closed_{column.pk}"] = forms.BooleanField(label=closed, required=False)

    @staticmethod
    def known(line: Line) -> dict[str, Any]:
        cells = Cell.objects.filter(line=line)
        return {
            **{name: getattr(line, name) for name in LineForm.base_fields},
            **{f"formula_{cell.column_id}": cell.formula for cell in cells},
            **{f"closed_{cell.column_id}": cell.closed for cell in cells},
        }

    def told(self) -> dict[str, Any]:
        """Return the arguments of `save_line`."""
        data = dict(self.cleaned_data)
        formulas = {column.pk: data.pop(f"formula_{column.pk}") for column in self.columns}
        closed = frozenset(column.pk for column in self.columns if data.pop(f"closed_{column.pk}", False))
        return {"details": data, "formulas": formulas, "closed": closed}


class ControlForm(forms.Form):
    """A relation between numbers of the form."""

    words = _words(_("Що перевіряємо"), 300)
    left = _words(_("Ліва частина"), LONGEST_FORMULA, hint=_("Наприклад: [stock_start] + [stock_added]"))
    relation = forms.ChoiceField(label=_("Співвідношення"), choices=Control.Relation.choices)
    right = _words(_("Права частина"), LONGEST_FORMULA, hint=_("Торішнє число: [stock_end торік]"))
    order = _order()
    confirmed = _confirmed()
    source = _words(_("Джерело"), 300, needed=False)

    @staticmethod
    def known(control: Control) -> dict[str, Any]:
        return {name: getattr(control, name) for name in ControlForm.base_fields}


class LinesFileForm(forms.Form):
    file = forms.FileField(
        label=_("Файл XLSX"),
        error_messages={"required": _("Виберіть файл.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
