"""What went wrong at the console, as one sentence with its cure."""

import errno
import re
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

    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise ConsoleError(DISK_FULL) from error
        raise
    except OperationalError as error:
        raise _database_problem(str(error)) from error
    except DatabaseError as error:
        if "not a database" in str(error):
            raise _database_problem(str(error)) from error
        raise


def _database_problem(text: str) -> ConsoleError:
    if re.search(r"disk is full|no space left", text, re.IGNORECASE):
        return ConsoleError(DISK_FULL)
    if "not a database" in text or "malformed" in text:
        return ConsoleError(
            "Файл бази даних пошкоджено: поверніть його з резервної копії або вкажіть іншу теку: --data ТЕКА."
        )
    if "locked" in text:
        return ConsoleError("База даних зайнята іншою програмою: закрийте другий запуск і спробуйте ще раз.")
    if "readonly" in text or "unable to open" in text:
        return ConsoleError(
            "До файла бази даних немає доступу: дозвольте запис у теку даних або вкажіть іншу: --data ТЕКА."
        )
    if re.search(r"connection|authentication|does not exist|could not translate", text, re.IGNORECASE):
        return ConsoleError(
            "База даних не відповідає: перевірте DATABASE_URL і те, що сервер PostgreSQL запущено "
            f"({text.strip().splitlines()[0]})."
        )
    return ConsoleError(f"База даних відмовила: {text.strip().splitlines()[0]}.")
