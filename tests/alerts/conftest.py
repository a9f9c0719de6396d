from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.world import World


@pytest.fixture(autouse=True)
def _a_wednesday_with_mail(world: World, settings: Any) -> Iterator[None]:
    settings.EMAIL_CONFIGURED = True
    settings.PUBLIC_ADDRESS = "https://biblioteka.example"
    with time_machine.travel(world.now, tick=False):
        yield
