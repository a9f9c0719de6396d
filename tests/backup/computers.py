"""Computers of the tests: a data folder each, SQLite in it or a schema of a temporary PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from runner.postgres import temporary_cluster
from runner.system import postgres_folder
from tests.console.processes import ROOT, clean_environment, console


@dataclass(frozen=True)
class Computer:
    """A place where a centre may live."""

    data: Path
    database_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.database_url} if self.database_url else {}

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command, *rest = (str(argument) for argument in arguments)
        return console(command, "--data", str(self.data), *rest, **self.environment)

    def must(self, *arguments: str | Path) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *arguments: str | Path) -> str:
        """Return the one sentence of a refusal."""
        done = self.run(*arguments)
        sentence = done.stderr.strip()
        assert done.returncode == 1, done.stdout + done.stderr
        assert "\n" not in sentence, sentence
        return sentence

    def script(self, *arguments: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.backup.centre", *map(str, arguments)],
            env=clean_environment(OSEREDOK_DATA=str(self.data), **self.environment),
            cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def tell(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.script("tell"))
        return told


@contextmanager
def postgresql(folder: Path, *names: str) -> Iterator[list[Computer]]:
    """Computers with databases of these names in one temporary cluster."""
    binaries = postgres_folder()
    assert binaries is not None, "PostgreSQL is needed: apt-get install postgresql"
    with temporary_cluster(binaries) as url:
        with psycopg.connect(url, autocommit=True) as server:
            for name in names:
                server.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        yield [Computer(folder / name, url.rpartition("/")[0] + f"/{name}") for name in names]
