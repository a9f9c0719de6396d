"""Eight digits that people type with one finger: a slip is noticed before anybody is asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from oseredok.base.core.errors import Invalid
from oseredok.services.wifi import digits, rules
from oseredok.services.wifi.models import WifiCode

codes = st.builds(digits.fresh)
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calmly
@given(code=codes)
def test_a_fresh_code_is_eight_digits_and_suits_itself(code: str) -> None:
    assert digits.is_code(code)
    assert not digits.is_mistyped(code)


@calmly
@given(code=codes, place=st.integers(0, 7), other=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed(code: str, place: int, other: str) -> None:
    assume(code[place] != other)
    assert digits.is_mistyped(code[:place] + other + code[place + 1 :])


@calmly
@given(code=codes, place=st.integers(0, 6))
def test_two_neighbours_changed_are_noticed(code: str, place: int) -> None:
    first, second = code[place], code[place + 1]
    assume(first != second)
    assert digits.is_mistyped(code[:place] + second + first + code[place + 2 :])


@calmly
@given(code=codes, gap=st.sampled_from([" ", "\u00a0", "-", " – ", "."]))
def test_however_it_is_written_it_is_the_same_code(code: str, gap: str) -> None:
    assert rules.check_is_typed_well(f" {code[:4]}{gap}{code[4:]} ") == code
    assert rules.check_is_typed_well(digits.shown(code)) == code


@pytest.mark.parametrize("typed", ["", "1234567", "123456789", "1234567o", "١٢٣٤٥٦٧٨", "' OR 1=1", "½" * 8])
def test_what_is_no_code_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid, match="вісім цифр"):
        rules.check_is_typed_well(typed)


def test_ten_million_codes_are_possible() -> None:
    made = {digits.fresh() for _one in range(2000)}
    assert len(made) > 1990
    assert len({code[0] for code in made}) == 10, "the first digit may be a zero too"


def test_a_code_never_shows_its_digits_in_a_log() -> None:
    assert "1234" not in str(WifiCode(pk=7, code="12345678"))
