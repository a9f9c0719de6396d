"""Nothing about a person reaches a log, whatever a library puts into its message."""

import logging

import pytest

from oseredok.console.logs import ImpersonalFormatter


def formatted(message: str) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, None, None)
    return ImpersonalFormatter("{asctime} {levelname} {message}", style="{").format(record)


@pytest.mark.parametrize(
    ("message", "secret"),
    [
        ("sent to olena.koval@tyhohory.example", "olena"),
        ("no such phone: +380671234567", "671234567"),
        ("call (067) 123-45-67 back", "123-45-67"),
        ("card 2600000012345 is closed", "2600000012345"),
        ("Not Found: /search/?q=розлучення", "розлучення"),
        ("duplicate key\nDETAIL:  Key (surname)=(Коваль) already exists.", "Коваль"),
    ],
)
def test_what_tells_about_a_person_is_hidden(message: str, secret: str) -> None:
    assert secret not in formatted(message)


@pytest.mark.parametrize(
    "message", ["2026-10-12 09:30:00,123 started", "Not Found: /services/", "process 12345", "5.2.19"]
)
def test_what_helps_to_find_a_fault_stays(message: str) -> None:
    assert formatted(message).endswith(message)
