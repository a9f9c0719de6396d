"""The `oseredok` command: what an installed Oseredok gives to the person who runs a library's computer."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from oseredok import __version__
from oseredok.console import folder, prepare
from oseredok.console.problems import ConsoleError
from oseredok.console.say import say, speak_utf8


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Whatever goes wrong in a known way is one sentence on stderr."""
    speak_utf8()
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ConsoleError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="oseredok", description="Осередок: інформаційна система центру бібліотеки.")
    top.add_argument("--version", action="version", version=f"oseredok {__version__}")
    commands = top.add_subparsers(title="команди", metavar="КОМАНДА", required=True)

    serve = _command(commands, "serve", _serve, "запустити сайт і обробник завдань")
    serve.add_argument("--host", default="127.0.0.1", help="адреса; 0.0.0.0 — для всіх комп’ютерів бібліотеки")
    serve.add_argument("--port", type=port_number, default=8000, help="порт (звичайно 8000)")
    serve.add_argument("--access-log", action="store_true", help="журнал запитів без адрес і без пошукових слів")
    kind = serve.add_mutually_exclusive_group()
    kind.add_argument("--demo", action="store_true", help="у новій теці показати вигадану бібліотеку")
    kind.add_argument("--empty", action="store_true", help="у новій теці створити справжній порожній осередок")

    _command(commands, "setup", _setup, "назвати бібліотеку і створити першого працівника")
    _command(commands, "worker", _worker, "лише обробник завдань (serve запускає його сам)")
    _command(commands, "migrate", _migrate, "внести зміни нової версії в базу даних")
    _command(commands, "demo", _demo, "наповнити порожню базу показовою бібліотекою")
    unlock = _command(commands, "unlock", _unlock, "повернути доступ працівникові, який загубив телефон або пароль")
    unlock.add_argument("username", metavar="ІМ’Я", help="ім’я для входу")
    _command(commands, "check", _check, "перевірити, чи все гаразд")
    backup = _command(commands, "backup", _backup, "зробити резервну копію або перевірити готову")
    what = backup.add_mutually_exclusive_group()
    what.add_argument("--to", type=Path, metavar="ФАЙЛ", help="куди записати (звичайно всюди, де заведено в кабінеті)")
    what.add_argument("--check", type=Path, metavar="ФАЙЛ", help="не робити нову, а перевірити цю")
    records = _command(commands, "import-records", _import_records, "перенести записи в каталог із файлу")
    records.add_argument(
        "file", type=Path, metavar="ФАЙЛ", help="ISO 2709, MARCXML, текст або .mst з ІРБІС, Excel, CSV"
    )
    records.add_argument("--origin", default="Каталог", metavar="НАЗВА", help="звідки записи: ІРБІС, Koha…")
    records.add_argument("--encoding", default="", help="кодування, якщо вгадане не те: cp1251, cp866, koi8-u, marc-8…")
    records.add_argument("--dialect", default="", choices=("", "marc21", "unimarc", "irbis"), help="правила записів")
    records.add_argument(
        "--mode", default="add", choices=("add", "delta", "full"), help="додати; із вилученими; увесь каталог"
    )
    records.add_argument("--skip-duplicates", action="store_true", help="схожих на наявні не переносити")
    records.add_argument("--yes", action="store_true", help="перенести без запитання")
    restore = _command(commands, "restore", _restore, "повернути осередок із резервної копії")
    restore.add_argument("file", type=Path, metavar="ФАЙЛ", help="копія: oseredok-…zip")
    restore.add_argument("--replace", action="store_true", help="замінити теперішній осередок; він збережеться поруч")
    search = _command(commands, "search", _search, "індекс пошуку: збудувати наново, звірити з базою, сказати стан")
    search.add_argument(
        "what", choices=("reindex", "check", "status"), metavar="reindex|check|status", help="що зробити"
    )
    for one in (backup, restore):
        one.add_argument("--password-file", type=Path, metavar="ФАЙЛ", help="файл із паролем копії (інакше спитаємо)")
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: object, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[:1].upper() + text[1:] + ".")
    command.add_argument("--data", type=Path, default=None, metavar="ТЕКА", help="тека даних (звичайно ./var)")
    command.set_defaults(run=run)
    return command


def port_number(text: str) -> int:
    """Read a port for argparse."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError("порт — це число від 1 до 65535")
    return int(text)


def _data(options: argparse.Namespace) -> Path:
    from environs import Env

    path: Path | None = options.data
    return path or Path(Env().str("OSEREDOK_DATA", "") or Path.cwd() / "var")


def _open(options: argparse.Namespace, *, demo: bool = False, settle: bool = True) -> None:
    """Make the data folder ready and load Django upon it; a folder that is only looked at gets no kind."""
    data = folder.open_folder(_data(options))
    kind = folder.settle(data, demo=demo, empty=False) if settle else folder.kind_of(data)
    folder.use(data, kind=kind)
    prepare.set_up()


def _serve(options: argparse.Namespace) -> int:
    from oseredok.console.serve import serve

    serve(
        host=options.host,
        port=options.port,
        data=_data(options),
        demo=options.demo,
        empty=options.empty,
        access_log=options.access_log,
    )
    return 0


def _setup(options: argparse.Namespace) -> int:
    from oseredok.console.setup import set_up_centre

    _open(options)
    prepare.migrate()
    set_up_centre()
    return 0


def _worker(options: argparse.Namespace) -> int:
    from oseredok.console.work import work

    _open(options, settle=False)
    work()
    return 0


def _migrate(options: argparse.Namespace) -> int:
    _open(options)
    if not prepare.migrate():
        say("База даних уже відповідає цій версії.")
    return 0


def _demo(options: argparse.Namespace) -> int:
    _open(options, demo=True)
    prepare.migrate()
    if not prepare.load_demo():
        raise ConsoleError("База даних не порожня: показову бібліотеку створюють лише в новій теці: --data ТЕКА.")
    folder.mark(_data(options), folder.DEMO)
    prepare.say_sign_ins()
    return 0


def _unlock(options: argparse.Namespace) -> int:
    from oseredok.console.unlock import unlock

    _open(options, settle=False)
    unlock(options.username)
    return 0


def _check(options: argparse.Namespace) -> int:
    from oseredok.base.core.health import Level, findings

    _open(options, settle=False)
    seen = list(findings(now=datetime.now(tz=UTC)))
    for finding in seen:
        say(str(finding))
    return 1 if any(finding.level is Level.BAD for finding in seen) else 0


def _import_records(options: argparse.Namespace) -> int:
    from oseredok.console.records import import_records

    _open(options, settle=False)
    import_records(
        options.file,
        origin=options.origin,
        encoding=options.encoding,
        dialect=options.dialect,
        mode=options.mode,
        skip_duplicates=options.skip_duplicates,
        agreed=options.yes,
    )
    return 0


def _backup(options: argparse.Namespace) -> int:
    from oseredok.console import copies

    with folder.as_it_was_when_refused(_data(options)):
        _open(options, settle=False)
        if options.check:
            copies.check(options.check, password_file=options.password_file)
        else:
            copies.back_up(options.to)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from oseredok.console import copies

    with folder.as_it_was_when_refused(_data(options)):
        _open(options, settle=False)
        copies.restore(options.file, replace=options.replace, password_file=options.password_file)
    return 0


def _search(options: argparse.Namespace) -> int:
    from oseredok.console import searching

    _open(options, settle=False)
    return {"reindex": searching.reindex, "check": searching.check, "status": searching.status}[options.what]()


if __name__ == "__main__":
    sys.exit(main())
