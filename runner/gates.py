"""`python3 run.py test`: every gate that CI has, each with its time; all run even when one fails."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from oseredok.console.problems import ConsoleError
from oseredok.console.say import say, seconds
from runner import environment, system
from runner.environment import ROOT
from runner.postgres import temporary_cluster
from runner.suite import Counts, count, failures

WORK = ROOT / ".cache" / "gates"
LOCKS = ("requirements/app.txt", "requirements/dev.txt")
WORKERS = "2"
NAMES = (
    "lint", "format", "types", "floors", "templates", "migrations", "catalogue",
    "reference", "deploy", "sqlite", "coverage",
    "postgres",
)  # fmt: skip
# The rooms whose coverage has a floor are tried by these under measurement, which doubles their time; all else goes without.
MEASURED = ("tests/journal", "tests/indicators", "tests/diary", "tests/visits", "tests/events", "tests/office")
TEMPLATE_TOOLS = (("djade", "--target-version", "5.2"), ("djhtml", "--tabwidth", "2"))
FAST = frozenset(NAMES) - {"coverage", "postgres"}


@dataclass(frozen=True)
class Options:
    fast: bool = False
    only: frozenset[str] = frozenset()
    for_pytest: tuple[str, ...] = ()

    @property
    def wanted(self) -> frozenset[str]:
        return self.only or (FAST if self.fast else frozenset(NAMES))


@dataclass
class Outcome:
    name: str
    ok: bool
    took: float
    note: str = ""
    counts: Counts = field(default_factory=Counts)
    failures: Sequence[str] = ()


class Skipped(Exception):  # noqa: N818  (not an error)
    """This gate cannot run here; the sentence says what is missing."""


def run(options: Options) -> int:
    """Run the gates; print a summary; return 0 only when everything that had to pass did."""
    unknown = options.only - set(NAMES)
    if unknown:
        raise ConsoleError(f"Немає такої перевірки: {', '.join(sorted(unknown))}. Є: {', '.join(NAMES)}.")
    began = time.monotonic()
    environment.ensure(LOCKS)
    missing = [] if options.fast else system.install_missing()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    gates = Gates(options)
    outcomes = [_pass(name, gates) for name in NAMES if name in options.wanted]
    return _summary(outcomes, missing=[need.package for need in missing], took=time.monotonic() - began)


def tidy() -> int:
    """Mend by machine what the first gates would refuse: imports, format, indentation. Return the exit code."""
    environment.ensure(LOCKS)
    fixed = [_tool("ruff", "check", "--fix", "--quiet", "."), _tool("ruff", "format", "--quiet", ".")]
    for tool in TEMPLATE_TOOLS:
        # These two answer 1 when they changed something, which is what was asked for.
        _script(*tool, *template_files(), quiet=True)
    say("Причесано." if all(fixed) else "Решту виправте руками.")
    return 0 if all(fixed) else 1


def template_files() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "oseredok").glob("**/templates/**/*.html"))


def in_ci() -> bool:
    return bool(os.environ.get("CI"))


def _pass(name: str, gates: "Gates") -> Outcome:
    say(f"\n━━ {name} " + "━" * (70 - len(name)))
    started = time.monotonic()
    outcome = Outcome(name, ok=True, took=0)
    try:
        function: Callable[[Outcome], bool] = getattr(gates, name)
        outcome.ok = function(outcome)
    except Skipped as skipped:
        outcome.note, outcome.ok = f"пропущено: {skipped}", not in_ci()
    except ConsoleError as problem:
        outcome.note, outcome.ok = str(problem), False
    outcome.took = time.monotonic() - started
    if in_ci() and outcome.counts.skipped:
        outcome.ok, outcome.note = False, f"у CI не можна пропускати, а пропущено {outcome.counts.skipped}"
    say(f"── {name}: {'добре' if outcome.ok else 'НЕ ПРОЙДЕНО'} за {seconds(outcome.took)} {outcome.note}".rstrip())
    return outcome


def _summary(outcomes: Sequence[Outcome], *, missing: Sequence[str], took: float) -> int:
    say("\n" + "━" * 74)
    for outcome in outcomes:
        mark = "✓" if outcome.ok else "✗"
        counts = str(outcome.counts) if outcome.counts else ""
        say(f"{mark} {outcome.name:<11} {seconds(outcome.took):>11}  {counts} {outcome.note}".rstrip())
    if missing:
        say("Бракує системних пакунків: " + ", ".join(missing))
    for outcome in outcomes:
        for line in outcome.failures:
            say(f"✗ {outcome.name}: {line}")
    total = sum((outcome.counts for outcome in outcomes), Counts())
    failed = [outcome.name for outcome in outcomes if not outcome.ok]
    say(f"Не пройдено: {', '.join(failed)}." if failed else "Усі перевірки пройдено.")
    say(f"===== {total} in {took:.1f}s =====")
    return 1 if failed else 0


class Gates:
    """One method for each gate; each returns whether it passed."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def lint(self, _outcome: Outcome) -> bool:
        return _tool("ruff", "check", ".")

    def format(self, _outcome: Outcome) -> bool:
        return _tool("ruff", "format", "--check", ".")

    def types(self, _outcome: Outcome) -> bool:
        return _tool("mypy")

    def floors(self, _outcome: Outcome) -> bool:
        return _script("lint-imports")

    def templates(self, outcome: Outcome) -> bool:
        files = template_files()
        outcome.note = f"шаблонів {len(files)}"
        # Both speak, then one answer: whoever mends templates wants the whole list.
        passed = [_script(*tool, "--check", *files, quiet=True) for tool in TEMPLATE_TOOLS]
        return all(passed)

    def migrations(self, _outcome: Outcome) -> bool:
        return _manage("makemigrations", "--check", "--dry-run")

    def catalogue(self, _outcome: Outcome) -> bool:
        return _tool("runner.catalogue", "check")

    def reference(self, _outcome: Outcome) -> bool:
        return _tool("runner.reference", "check")

    def deploy(self, _outcome: Outcome) -> bool:
        production = {"OSEREDOK_HTTPS": "1", "ALLOWED_HOSTS": "library.example"}
        return _manage("check", "--deploy", "--fail-level", "WARNING", variables=production)

    def sqlite(self, outcome: Outcome) -> bool:
        marks = "not slow and not browser" if self.options.fast else ""
        left_to_coverage = MEASURED if "coverage" in self.options.wanted else ()
        return self._suite(outcome, *(f"--ignore={folder}" for folder in left_to_coverage), marks=marks)

    def coverage(self, outcome: Outcome) -> bool:
        passed = self._suite(outcome, *MEASURED, under=("coverage", "run", "-m"))
        return passed and _tool("coverage", "combine", "--quiet") and _tool("coverage", "report")

    def postgres(self, outcome: Outcome) -> bool:
        binaries = system.postgres_folder()
        if binaries is None:
            raise Skipped("немає PostgreSQL")
        with temporary_cluster(binaries) as url:
            # Packages and what a browser draws are the same on either database: they have been tried on SQLite.
            marks = "not slow and not browser and not one_database"
            return self._suite(outcome, marks=marks, variables={"DATABASE_URL": url})

    def _suite(
        self,
        outcome: Outcome,
        *where: str,
        marks: str = "",
        variables: Mapping[str, str] | None = None,
        under: Sequence[str] = (),
    ) -> bool:
        report = WORK / f"tests-{outcome.name}.xml"  # not `coverage.…`: those are its measurements
        if in_ci():
            # The data that is never committed is not there; in CI nothing may be skipped, so do not ask for it.
            marks = f"({marks}) and not shared_data" if marks else "not shared_data"
        command = [*under, "pytest", "-n", WORKERS, "--dist", "worksteal", f"--junitxml={report}", "--durations=8"]
        command += ["-m", marks] if marks else []
        ok = _tool(*command, *where, *self.options.for_pytest, variables=variables)
        outcome.counts, outcome.failures = count(report), failures(report)
        return ok


def _tool(module: str, *arguments: str, variables: Mapping[str, str] | None = None) -> bool:
    return call([str(environment.python()), "-m", module, *arguments], variables=variables)


def _manage(*arguments: str, variables: Mapping[str, str] | None = None) -> bool:
    return call([str(environment.python()), "manage.py", *arguments], variables=variables)


def _script(name: str, *arguments: str, quiet: bool = False) -> bool:
    return call([str(environment.python().parent / name), *arguments], quiet=quiet)


def call(command: Sequence[str], *, variables: Mapping[str, str] | None = None, quiet: bool = False) -> bool:
    """Run one command where its output is seen as it comes; `quiet` hides the output of one that passed."""
    ours = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "OSEREDOK_DATA": str(WORK / "data")}
    theirs = {name: value for name, value in os.environ.items() if not _changes_the_settings(name)}
    path = f"{environment.python().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment_of_gate = {**theirs, **ours, "PATH": path, **(variables or {})}
    if not quiet:
        return subprocess.run(command, cwd=ROOT, env=environment_of_gate, check=False).returncode == 0
    held_back = subprocess.run(command, cwd=ROOT, env=environment_of_gate, check=False, capture_output=True)
    if held_back.returncode and "--check" in command:
        say((held_back.stdout + held_back.stderr).decode(errors="replace"))
    return held_back.returncode == 0


def _changes_the_settings(name: str) -> bool:
    """A developer's own settings must not decide what a test sees."""
    return name.startswith(("OSEREDOK_", "EMAIL_")) or name in {"DATABASE_URL", "ALLOWED_HOSTS", "SECRET_KEY_FILE"}
