"""Minutes of a code: those in which at least one of its devices was in the network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oseredok.services.wifi import counting
from oseredok.services.wifi.models import WifiSession

_spans = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 300)), min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(spans=_spans)
def test_minutes_are_those_in_which_somebody_was_there(spans: list[tuple[int, int]]) -> None:
    start = datetime(2026, 10, 14, 6, tzinfo=UTC)
    rows = [
        WifiSession(
            started_at=start + timedelta(minutes=first),
            seen_at=start,
            ended_at=start + timedelta(minutes=first + length),
        )
        for first, length in spans
    ]
    there = {minute for first, length in spans for minute in range(first, first + length)}
    assert counting.minutes_of(rows) == len(there)
