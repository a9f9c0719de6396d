"""What is checked before the first migration and by `check --database`."""

import pytest
from django.db import connection

from oseredok.base.core.checks import ukrainian_case


@pytest.mark.django_db
def test_this_database_knows_the_case_of_ukrainian_letters() -> None:
    assert ukrainian_case(databases=["default"]) == []


def test_without_databases_nothing_is_asked() -> None:
    assert ukrainian_case() == []


@pytest.mark.django_db
def test_a_postgresql_that_does_not_is_named_with_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        return  # SQLite folds case by our own functions, whatever the machine's locale is
    # A literal in the "C" collation folds as a database made with LC_CTYPE=C does.
    from django.db.backends.utils import CursorWrapper

    real = CursorWrapper.execute
    monkeypatch.setattr(
        CursorWrapper,
        "execute",
        lambda self, sql, params=None: real(self, sql.replace("'ґєії'", "'ґєії' COLLATE \"C\""), params),
    )
    (error,) = ukrainian_case(databases=["default"])
    assert error.id == "core.E001"
    assert "--locale=C.UTF-8" in str(error.hint)
