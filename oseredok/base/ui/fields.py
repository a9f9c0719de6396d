"""Form controls and how a bound field is dressed for `ui/field.html`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.functional import Promise

from oseredok.base.core.text import lower_first


class ChoiceBlocks(forms.RadioSelect):
    """Radios where every answer says what follows from it: `hints={"scan": "Відповідь до місяця"}`."""

    def __init__(self, *, hints: dict[str, str | Promise] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's class takes no parameter
    """Several rows of a table. A number that no row can have is one that is not there: SQLite would refuse to look."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]  # what Django's own `clean` calls
        except OverflowError:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": "…"}) from None


class DayInput(forms.DateInput):
    """The browser's own calendar; always ISO inside, whatever the language shows."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own clock, minutes without seconds."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class DayAndClock(forms.SplitDateTimeWidget):
    """A day and a time beside each other, each with its own name for screen readers."""

    def __init__(self, *, day_name: str | Promise, clock_name: str | Promise) -> None:
        super().__init__()
        self.widgets = (DayInput(attrs={"aria-label": day_name}), ClockInput(attrs={"aria-label": clock_name}))


class Autocomplete(forms.Select):
    """A select that a script turns into a search field; without the script it stays a select."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs={"data-autocomplete": "", **(attrs or {})}, choices=choices)


def _shape(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "group" if getattr(widget, "use_fieldset", False) else "input"


def dressed(
    bound: BoundField, *, label: str, hint: str, style: str, question: bool, needed: bool = False
) -> dict[str, Any]:
    """Context of `ui/field.html`. Ids of hint and error are Django's own, so that `aria-describedby` finds them."""
    widget = bound.field.widget
    shape = _shape(widget)
    if hint:
        bound.help_text = hint
    classes = " ".join(
        filter(None, ["input", *(f"input--{word}" for word in style.split()), widget.attrs.get("class")])
    )
    hints = {str(key): text for key, text in getattr(widget, "hints", {}).items()}
    choices = []
    if shape == "choices":
        for choice in bound:
            value = choice.data["value"]
            choices.append({"bound": choice, "hint": hints.get(str(value), ""), "id": choice.id_for_label})
    return {
        "field": bound,
        "shape": shape,
        "label": label or bound.label,
        "question": question,
        "style": style,
        "choices": choices,
        "control": "" if shape == "choices" else bound.as_widget(attrs={"class": "" if shape == "tick" else classes}),
        "optional": not (bound.field.required or needed) and shape != "tick",
    }


def _first_control(bound: BoundField) -> str:
    """Where a link of the error summary leads: a group has no control of its own id."""
    if _shape(bound.field.widget) == "choices":
        return next((choice.id_for_label for choice in bound), bound.auto_id)
    return bound.id_for_label or bound.auto_id


def error_links(given: list[BaseForm | BaseFormSet[Any]]) -> dict[str, Any]:
    """Context of `ui/error_summary.html`: sentences with the field each leads to, and those about the whole form.

    A sentence that several fields share («Тут потрібна відповідь.») is told apart by the name of its field. A list of
    forms (a formset) is told as its forms.
    """
    found: list[tuple[str, str, str]] = []
    general: list[str] = []
    all_forms: list[BaseForm] = []
    for one in given:
        if isinstance(one, BaseFormSet):
            general += [str(error) for error in one.non_form_errors()] if one.is_bound else []
            all_forms += one.forms
        else:
            all_forms.append(one)
    for form in all_forms:
        if not form.is_bound or form.is_valid():
            continue
        general += [str(error) for error in form.non_field_errors()]
        for bound in form:
            if bound.is_hidden:
                general += [str(error) for error in bound.errors]
            else:
                found += [(_first_control(bound), str(bound.label), str(error)) for error in bound.errors]
    shared = Counter(sentence for _, _, sentence in found)
    links = [
        (id_, f"{label.rstrip('?:')}: {lower_first(sentence)}" if shared[sentence] > 1 else sentence)
        for id_, label, sentence in found
    ]
    return {"links": links, "general": general, "total": len(links) + len(general)}
