"""What went wrong at the console, as one sentence with its cure."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager


class ConsoleError(Exception):
    """One Ukrainian sentence for the person at the keyboard: what is wrong and what to do."""


DISK_FULL = "На диску немає місця: звільніть хоча б 1 ГБ і запустіть ще раз."


def port_taken(*, host: str, port: int) -> ConsoleError:
    return ConsoleError(
        f"Порт {port} на {host} уже зайнятий: закрийте програму, що його тримає, або запустіть з --port {port + 1}."
    )


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what a disk or a database throws into one sentence; leave programming errors alone.

    Raises `ConsoleError`.
    """
    from django.db import DatabaseError, OperationalError

    from oseredok.base.core import database

    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ConsoleError(DISK_FULL) from error
        raise
    except OperationalError as error:
        raise ConsoleError(database.explain(error)) from error
    except DatabaseError as error:
        if "not a database" in str(error):
            raise ConsoleError(database.explain(error)) from error
        raise
