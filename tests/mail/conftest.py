from collections.abc import Iterator

import pytest

from tests.mail.server import Postbox, smtp_server


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with smtp_server() as started:
        yield started
