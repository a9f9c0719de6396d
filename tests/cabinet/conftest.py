import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _mail_is_set_up(settings: Settings) -> None:
    settings.EMAIL_CONFIGURED = True
