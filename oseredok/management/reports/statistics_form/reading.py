"""Numbers of indicators for the form. What was never entered is silence, not zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from oseredok.base.core.periods import Period
from oseredok.library.places.models import Library
from oseredok.management.indicators import queries as indicators
from oseredok.management.indicators.catalogue import indicator
from oseredok.management.reports.statistics_form.expressions import UNKNOWN, Amount


def read(codes: Iterable[str], *, year: int, places: Sequence[Library] | None, today: date) -> dict[str, Amount]:
    """Return what the indicators say of a year; `places=None` is the whole system. An unknown code says nothing.

    A register that keeps only what is now is read for the running year and, while its form is being filled in, for the
    last one; of an older year it would tell a lie.
    """
    known = []
    found: dict[str, Amount] = {}
    for code in codes:
        try:
            one = indicator(code)
        except KeyError:
            found[code] = UNKNOWN
            continue
        if one.has_history or year >= today.year - 1:
            known.append(one)
        else:
            found[code] = UNKNOWN
    period = Period.year(year)
    journal = {one.code for one in known if one.source == "journal"}
    for code, value in indicators.values(known, period=period, places=places).items():
        if value.number is None:
            found[code] = UNKNOWN
            continue
        # A zero behind which there are entries is counted (an entry and its reversal); without any nobody counted.
        # What other sources do not know they leave out: their zero is a zero.
        is_zero = value.number == 0 and code in journal
        silent = is_zero and not indicators.entries_of(code, period=period, places=places).exists()
        found[code] = Amount(Decimal(value.number), silent)
    return found
