"""A PostgreSQL of our own for one run of the tests: made in a temporary folder, dropped afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oseredok.console.problems import ConsoleError

# What makes a server safe against power cuts only slows tests down.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=128MB"


@contextmanager
def temporary_cluster(binaries: Path) -> Iterator[str]:
    """Yield the `DATABASE_URL` of a fresh server of its own on a free port of this machine; stop and remove it afterwards.

    Raises `ConsoleError` when the server does not start.
    """
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="oseredok-pg-"))
    data, log = folder / "data", folder / "log"
    if user:
        shutil.chown(folder, user=user)
    port = _free_port()
    pg_ctl = [str(binaries / "pg_ctl"), "-D", str(data), "-w", "-t", "60"]
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", "oseredok", "--auth=trust", "--encoding=UTF8"]
    # The plain C locale knows no Ukrainian letters; ICU is the same on every system.
    initdb += ["--locale=C", "--locale-provider=icu", "--icu-locale=uk"]
    where = f"-c listen_addresses=127.0.0.1 -p {port}" + ("" if sys.platform == "win32" else f" -k {folder}")
    try:
        _run([*initdb, "--no-sync", "--no-instructions"], user=user)
        _run([*pg_ctl, "-l", str(log), "-o", f"{where} {_FAST}", "start"], user=user)
        try:
            yield f"postgres://oseredok@127.0.0.1:{port}/postgres"
        finally:
            _run([*pg_ctl, "-m", "immediate", "stop"], user=user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _user() -> str | None:
    """PostgreSQL refuses to run as root; whom to run it as then."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(command: list[str], *, user: str | None) -> None:
    # The server inherits the output: a pipe would never close, so it goes to a file.
    with tempfile.TemporaryFile() as output:
        group = _group(user) if user else None
        code = subprocess.call(
            command,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            user=user,
            group=group,
            extra_groups=[] if user else None,
        )
        if code:
            output.seek(0)
            reason = output.read().decode(errors="replace").strip().splitlines()[-1:]
            raise ConsoleError(f"PostgreSQL для перевірок не запустився: {' '.join(reason)}")


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid
