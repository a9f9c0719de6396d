"""Refusals that a person reads: a Ukrainian sentence, a stable code, and the field it is about."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms


class DomainError(Exception):
    """The library's rules say no.

    `message` is a whole Ukrainian sentence shown to people as it is; `code` is stable, for tests and logs;
    `field` is the form field that the sentence belongs to, or empty when it is about the whole form.
    """

    default_code = "refused"

    def __init__(self, message: str, *, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(DomainError):  # noqa: N818 - read as a word of the domain
    """This person may not do it here."""

    default_code = "not-allowed"


class Conflict(DomainError):  # noqa: N818 - read as a word of the domain
    """The state does not allow it (any more): somebody was first, it is closed, it is already done."""

    default_code = "conflict"


class Invalid(DomainError):  # noqa: N818 - read as a word of the domain
    """What was typed cannot be understood or breaks a rule about the value itself."""

    default_code = "invalid"


def add_to_form(form: forms.BaseForm, error: DomainError | Iterable[DomainError]) -> None:
    """Put each refusal on its own field of `form`, or above the form when the field is not there."""
    for one in [error] if isinstance(error, DomainError) else error:
        field = one.field if one.field in form.fields else None
        form.add_error(field, forms.ValidationError(one.message, code=one.code))
