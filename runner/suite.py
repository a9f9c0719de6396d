"""Counts and failures of a pytest run, read from its JUnit report: the output itself goes straight to the screen."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET


@dataclass(frozen=True)
class Counts:
    passed: int = 0
    failed: int = 0
    errors: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.passed + other.passed,
            self.failed + other.failed,
            self.errors + other.errors,
            self.skipped + other.skipped,
        )

    def __bool__(self) -> bool:
        return any((self.passed, self.failed, self.errors, self.skipped))

    def __str__(self) -> str:
        """Write as pytest does: «2 failed, 640 passed, 3 skipped»."""
        names = (("failed", self.failed), ("passed", self.passed), ("skipped", self.skipped), ("errors", self.errors))
        return ", ".join(f"{number} {name}" for name, number in names if number or name == "passed")


def count(report: Path) -> Counts:
    """Return the counts in a report; nothing when pytest did not get as far as writing one."""
    if not report.exists():
        return Counts()
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314  (what pytest has just written)
    total = Counts()
    for suite in suites:
        number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        passed = number["tests"] - number["failures"] - number["errors"] - number["skipped"]
        total += Counts(passed, number["failures"], number["errors"], number["skipped"])
    return total


def failures(report: Path) -> list[str]:
    """Return which tests failed, each with the first line of why; nothing when pytest wrote no report."""
    if not report.exists():
        return []
    found = []
    for case in ET.parse(report).getroot().iter("testcase"):  # noqa: S314  (what pytest has just written)
        why = case.find("failure") if case.find("failure") is not None else case.find("error")
        if why is not None:
            first = (why.get("message") or "").strip().splitlines()[:1]
            found.append(": ".join([f"{case.get('classname')}.{case.get('name')}", *first]))
    return found
