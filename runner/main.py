"""Arguments of `run.py`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from oseredok.console.main import port_number
from oseredok.console.problems import ConsoleError
from oseredok.console.say import speak_utf8
from runner import centre, gates

CONSOLE = {"setup", "check", "migrate", "backup", "restore", "unlock", "worker"}
"""Commands of `oseredok` that are wanted where nothing is installed: passed on as they are."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the two commands; return its exit code."""
    speak_utf8()
    # Told apart by hand, so that everything after `test` may go to pytest untouched.
    command = arguments[0] if arguments else ""
    try:
        if command == "tidy":
            return gates.tidy()
        if command == "test":
            return gates.run(_test_options(arguments[1:]))
        if command in CONSOLE:
            return centre.become(*arguments)
        return centre.start(_start_options(arguments))
    except ConsoleError as problem:
        sys.stderr.write(f"\n{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _start_options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="Запускає Осередок на цьому комп’ютері: без параметрів — показову бібліотеку.",
        epilog="Ще команди: setup — назвати бібліотеку й створити першого працівника; check — чи все гаразд; "
        "backup, restore — резервна копія; unlock — повернути доступ працівникові; "
        "test — перевірити все, що перевіряє CI. Про кожну: python3 run.py КОМАНДА --help.",
    )
    parser.add_argument("--empty", action="store_true", help="справжній порожній осередок замість показового")
    parser.add_argument("--data", type=Path, metavar="ТЕКА", help="де тримати дані (звичайно var)")
    parser.add_argument("--port", type=port_number, default=8000, help="порт (звичайно 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 — відкрити для всіх комп’ютерів бібліотеки")
    return parser.parse_args(arguments)


def _test_options(arguments: Sequence[str]) -> gates.Options:
    parser = argparse.ArgumentParser(
        prog="run.py test", description="Перевіряє все, що перевіряє CI. Інші параметри йдуть до pytest."
    )
    parser.add_argument("--fast", action="store_true", help="лише SQLite, без повільних і без браузерних перевірок")
    parser.add_argument("--only", metavar="НАЗВА", action="append", help="лише ці перевірки: " + ", ".join(gates.NAMES))
    options, for_pytest = parser.parse_known_args(arguments)
    return gates.Options(fast=options.fast, only=frozenset(options.only or ()), for_pytest=tuple(for_pytest))
