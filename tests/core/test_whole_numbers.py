"""A whole number is read as people write it."""

from __future__ import annotations

import pytest
from django.forms import ValidationError

from oseredok.base.core.forms import WholeField


@pytest.mark.parametrize("typed", ["14500", "14 500", "14\u00a0500", "14\u202f500", "  14500 "])
def test_thousands_may_stand_apart(typed: str) -> None:
    assert WholeField().clean(typed) == 14_500


@pytest.mark.parametrize("typed", ["14,5", "чотирнадцять", "14-500", "1e3"])
def test_what_is_no_whole_number_is_told_so(typed: str) -> None:
    with pytest.raises(ValidationError, match="Напишіть число цифрами"):
        WholeField().clean(typed)


def test_bounds_still_hold() -> None:
    with pytest.raises(ValidationError):
        WholeField(min_value=1, max_value=99).clean("1 00 0")
