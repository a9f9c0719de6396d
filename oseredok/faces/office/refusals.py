"""A refusal put on a form or on a list of forms."""

from __future__ import annotations

from typing import Any

from oseredok.base.core.errors import DomainError, add_to_form


def put_refusal(form: Any, error: DomainError) -> None:
    """Put the sentence where the person looks: on its field, or above the whole list."""
    if hasattr(form, "management_form"):  # a list of forms; Django has no public way to refuse it as a whole
        form._non_form_errors = form.error_class([error.message])
        return
    add_to_form(form, error)
