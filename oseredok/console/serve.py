"""`oseredok serve`: the web server and the worker under one supervisor."""

import http.client
import os
import socket
import sys
import time
from pathlib import Path

from oseredok.console import folder, prepare
from oseredok.console.problems import port_taken
from oseredok.console.say import say, seconds
from oseredok.console.supervisor import Part, Supervisor

EVERY_INTERFACE = {"0.0.0.0", "::"}  # noqa: S104  (only compared with)
# No client address, no query string: an access log must not tell who looked for what.
ACCESS_LOG = '[%(time)s] "%(method)s %(path)s" %(status)d %(dt_ms).0f ms'
PATIENCE_SECONDS = 30.0


def serve(*, host: str, port: int, data: Path, demo: bool, empty: bool, access_log: bool = False) -> None:
    """Prepare the data folder, start web and worker, say the address, and keep both alive until told to stop.

    An empty centre is set up in the browser, by the one-time code that is printed here. Raises `ConsoleError` when it
    cannot start.
    """
    began = time.monotonic()
    refuse_a_taken_port(host=host, port=port)
    data = folder.open_folder(data)
    kind = folder.settle(data, demo=demo, empty=empty)
    folder.use(data, kind=kind)
    allow_hosts(host)
    prepare.set_up()
    prepare.migrate()
    prepare.collect_static()
    if kind == folder.DEMO:
        prepare.load_demo()
    code = prepare.setup_code() if prepare.is_empty_centre() else ""
    _let_go_of_the_database()

    with Supervisor(parts(host=host, port=port, access_log=access_log)) as supervisor:
        supervisor.listen_to_signals()
        if _answers(host=host, port=port, supervisor=supervisor):
            _say_where(host=host, port=port, began=began)
            if kind == folder.DEMO:
                prepare.say_sign_ins()
            elif code:
                _say_how_to_begin(code, host=host, port=port)
            say("Зупинити: Ctrl-C")
        elif not supervisor.is_stopping():
            say("Сайт досі не відкривається: причина у рядках вище. Пробуємо далі; зупинити: Ctrl-C")
        supervisor.run()
    say("Зупинено.")


def refuse_a_taken_port(*, host: str, port: int) -> None:
    """Raise `ConsoleError` when somebody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            # A socket that lingers after our own last stop is no neighbour. (On Windows the flag means "steal it".)
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise port_taken(host=host, port=port) from error


def allow_hosts(host: str) -> None:
    """Let the other computers of the library in when it listens to them and ALLOWED_HOSTS does not say otherwise."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    if host in EVERY_INTERFACE:
        name = socket.gethostname()
        names += [name, f"{name}.local", *own_addresses()]
    elif host not in names:
        names.append(f"[{host}]" if ":" in host else host)
    os.environ.setdefault("ALLOWED_HOSTS", ",".join(names))


def own_addresses() -> list[str]:
    """Return this computer's address in the local network, if it has one. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def parts(*, host: str, port: int, access_log: bool) -> list[Part]:
    """Return the two processes of a centre: both run this very Python."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    # Four threads: SQLite lets one write at a time anyway, and a spare PC has two cores.
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    web += ["--host", host, "--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    web += ["--workers-kill-timeout", "10"]
    if access_log:
        web += ["--access-log", "--access-log-fmt", ACCESS_LOG]
    web.append("oseredok.wsgi:application")
    worker = [sys.executable, "-m", "oseredok.console.main", "worker", "--data", environment["OSEREDOK_DATA"]]
    return [
        Part(title="Вебсервер", command=web, environment=environment),
        Part(title="Обробник завдань", command=worker, environment=environment),
    ]


def _let_go_of_the_database() -> None:
    """The supervisor itself needs no connection; an open SQLite file would only be in the way."""
    from django.db import connections

    connections.close_all()


def _answers(*, host: str, port: int, supervisor: Supervisor) -> bool:
    """Wait until the home page is served, looking after the parts meanwhile; give up after `PATIENCE_SECONDS`."""
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (only compared with)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and not supervisor.is_stopping():
        connection = http.client.HTTPConnection(local, port, timeout=10)
        try:
            connection.request("GET", "/", headers={"Host": "localhost"})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            supervisor.look()
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def _say_how_to_begin(code: str, *, host: str, port: int) -> None:
    """Tell the code that opens an empty centre: whoever sees this window, and nobody else in the network, owns it."""
    say()
    say("Осередок ще порожній. Налаштуйте його у браузері, це до десяти хвилин:")
    say(f"    http://{_shown(host)}:{port}/setup/?code={code}")
    for name in own_addresses() if host in EVERY_INTERFACE else []:
        say(f"    http://{name}:{port}/setup/?code={code} — з іншого комп’ютера бібліотеки")
    say(f"Або відкрийте сайт і впишіть код: {code}")
    say("Код одноразовий; новий з’явиться після нового запуску. Нікому його не показуйте.")


def _shown(host: str) -> str:
    return "localhost" if host in {*EVERY_INTERFACE, "127.0.0.1", "::1"} else host


def _say_where(*, host: str, port: int, began: float) -> None:
    say()
    say(f"Осередок працює (запуск за {seconds(time.monotonic() - began)}). Відкрийте у браузері:")
    say(f"    http://{_shown(host)}:{port}/")
    for name in own_addresses() if host in EVERY_INTERFACE else []:
        say(f"    http://{name}:{port}/ — з інших комп’ютерів бібліотеки")
