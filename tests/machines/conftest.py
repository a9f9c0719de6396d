"""Nobody's requests of a former test count against the next one's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from oseredok.faces.machines import limits


@pytest.fixture(autouse=True)
def _a_fresh_minute() -> Iterator[None]:
    limits.forget()
    yield
    limits.forget()
