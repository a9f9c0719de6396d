"""The command line."""

from __future__ import annotations

import argparse
import getpass
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from oseredok_station import __version__, address, install, keep, logs, places, settings, staff_code
from oseredok_station.problems import StationError
from oseredok_station.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code. A `StationError` becomes one sentence and the code 2."""
    given = _parser().parse_args(arguments)
    try:
        return int(given.do(given))
    except StationError as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        logging.getLogger(__name__).error("%s", problem)
        return 2


def _run(given: argparse.Namespace) -> int:
    logs.start(given.folder)
    file = settings.find(given.settings)
    typed = address.read(given.address).origin if given.address else ""
    # The other commands work where Qt is not installed or has no screen.
    from oseredok_station.shell import app

    def load() -> Settings:
        found = settings.load(settings.find(given.settings))  # staff may have made the account's own file meanwhile
        return replace(found, address=typed or found.address)

    return app.run(app.Run(load, file, given.folder, is_trial=given.window))


def _keep(given: argparse.Namespace) -> int:
    logs.start(given.folder)
    return keep.keep(_passed_on(given))


def _install(given: argparse.Namespace) -> int:
    file = settings.find(given.settings)
    if given.address:
        settings.save(file, replace(settings.load(file), address=address.read(given.address).origin))
        _say(f"Адресу записано: {file}")
    if not settings.load(file).exit_code:
        _code(given)
    written = install.install(systemd=given.systemd)
    _say(f"Програма стартуватиме з робочим столом: {written.file}")
    if written.then:
        _say(f"Тепер виконайте: {written.then}")
    return 0


def _remove(_given: argparse.Namespace) -> int:
    for file in install.remove():
        _say(f"Прибрано: {file}")
    return 0


def _code(given: argparse.Namespace) -> int:
    file = settings.find(given.settings)
    found = settings.load(file)
    # A pipe has no keyboard to hide: its first line is the code.
    code = getpass.getpass("Новий код для виходу: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    settings.save(file, replace(found, exit_code=staff_code.sealed(code)))
    _say(f"Код записано (не сам код, а його відбиток): {file}")
    return 0


def _passed_on(given: argparse.Namespace) -> list[str]:
    options = {"--settings": given.settings, "--data": given.folder, "--address": given.address}
    return [part for name, value in options.items() if value for part in (name, str(value))]


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=places.NAME, description="Закриває робочий стіл сторінкою місця, доки не почнеться сеанс."
    )
    _add_common(parser)
    parser.add_argument("--window", action="store_true", help="у звичайному вікні: спробувати, нічого не закриваючи")
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(do=_run, settings=None, folder=places.data(), address=None)
    commands = parser.add_subparsers(metavar="КОМАНДА")
    for name, action, text in (
        ("keep", _keep, "працювати й підніматися знову після збою"),
        ("install", _install, "стартувати разом із робочим столом"),
        ("remove", _remove, "більше не стартувати разом із робочим столом"),
        ("code", _code, "задати код, яким працівник закриває програму"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        _add_common(command)
        command.set_defaults(do=action)
        if name == "install":
            command.add_argument("--systemd", action="store_true", help="Linux: службою systemd замість автозапуску")
    return parser


def _add_common(parser: argparse.ArgumentParser) -> None:
    """Add what may stand before a command and after it: a default given twice would undo what was typed first."""
    absent = argparse.SUPPRESS
    settings_help = f"файл налаштувань; типово {places.shared_settings()}"
    parser.add_argument("--settings", type=Path, metavar="ФАЙЛ", default=absent, help=settings_help)
    parser.add_argument(
        "--data", dest="folder", type=Path, metavar="ТЕКА", default=absent, help="тека профілю й журналу"
    )
    parser.add_argument("--address", metavar="АДРЕСА", default=absent, help="адреса сайту бібліотеки")


if __name__ == "__main__":
    sys.exit(main())
