"""`run.py test` runs every gate even when one fails, adds the counts up, and in CI forgives nothing that was skipped."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from runner import catalogue, environment, gates, system
from runner.catalogue import messages
from runner.gates import Options, Outcome
from runner.suite import Counts, count, failures

REPORT = '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.5"/></testsuites>'


@pytest.fixture(autouse=True)
def quiet_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "ensure", lambda locks: False)
    monkeypatch.setattr(system, "install_missing", list)
    monkeypatch.setattr(gates, "WORK", tmp_path / "gates")
    monkeypatch.delenv("CI", raising=False)


def answering(monkeypatch: pytest.MonkeyPatch, **answers: Callable[[Outcome], bool]) -> None:
    """Let these gates answer, in this order, instead of the real ones."""
    monkeypatch.setattr(gates, "NAMES", tuple(answers))
    for name, answer in answers.items():
        monkeypatch.setattr(gates.Gates, name, lambda _self, outcome, answer=answer: answer(outcome), raising=False)


def passed(outcome: Outcome) -> bool:
    outcome.counts = Counts(passed=5)
    return True


def failed(outcome: Outcome) -> bool:
    outcome.counts = Counts(passed=4, failed=1)
    outcome.failures = ["tests.desk.test_visits.test_undo: assert 1 == 2"]
    return False


def left_out(outcome: Outcome) -> bool:
    outcome.counts = Counts(passed=3, skipped=2)
    return True


def without_a_browser(outcome: Outcome) -> bool:
    raise gates.Skipped("немає браузера")


def test_a_gate_that_fails_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, first=failed, second=passed)
    assert gates.run(Options()) == 1
    said = capsys.readouterr().out
    assert "✗ first" in said
    assert "✓ second" in said
    assert "Не пройдено: first." in said
    assert "✗ first: tests.desk.test_visits.test_undo: assert 1 == 2" in said, (
        "the end alone tells what is to be mended"
    )
    assert "===== 1 failed, 9 passed in" in said.splitlines()[-1]


def test_when_all_pass_the_exit_code_is_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, first=passed, second=passed)
    assert gates.run(Options()) == 0


def test_what_is_skipped_at_home_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, first=left_out, second=without_a_browser)
    assert gates.run(Options()) == 0
    assert "пропущено: немає браузера" in capsys.readouterr().out
    monkeypatch.setenv("CI", "1")
    assert gates.run(Options()) == 1
    assert "Не пройдено: first, second." in capsys.readouterr().out


def test_one_gate_can_be_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answering(monkeypatch, first=failed, second=passed)
    assert gates.run(Options(only=frozenset({"second"}))) == 0
    assert "first" not in capsys.readouterr().out


def test_no_test_runs_twice_on_one_database_and_none_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(gates, "_tool", lambda *command, **_variables: ran.append(command) is None)
    monkeypatch.setattr(gates, "count", lambda _report: Counts(passed=1))
    for room in gates.MEASURED:
        assert (environment.ROOT / room).is_dir()
    ignored = {f"--ignore={room}" for room in gates.MEASURED}

    whole = gates.Gates(Options())
    assert whole.sqlite(Outcome("sqlite", ok=True, took=0))
    assert whole.coverage(Outcome("coverage", ok=True, took=0))
    without, measured, *_reports = ran
    assert ignored <= set(without)
    assert set(gates.MEASURED) <= set(measured)
    assert measured[0] == "coverage"

    ran.clear()
    assert gates.Gates(Options(only=frozenset({"sqlite"}))).sqlite(Outcome("sqlite", ok=True, took=0))
    assert ignored.isdisjoint(ran[0]), "nothing else would run them"


def test_counts_are_read_from_the_report(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    assert not count(report)
    report.write_text(REPORT, encoding="utf-8")
    assert str(count(report)) == "2 failed, 4 passed, 3 skipped, 1 errors"


def test_a_developer_s_own_settings_do_not_reach_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    gates.WORK.mkdir()
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example")
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere")
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    code = "import os, sys; sys.exit(bool({'EMAIL_URL', 'DATABASE_URL'} & set(os.environ)))"
    assert gates.call([sys.executable, "-c", code])


def test_the_catalogue_gate_sees_the_strings_of_code_and_of_templates() -> None:
    places = set(messages().values())
    assert any(place.endswith(".py") for place in places)
    assert any(place.endswith(".html") for place in places)


def test_a_public_file_that_was_moved_is_missed_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "PUBLIC_FILES", ("library/people/moved.py",))
    with pytest.raises(FileNotFoundError, match=r"moved\.py"):
        messages()


def test_what_failed_is_read_from_the_report_with_why(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    assert failures(report) == []
    report.write_text(
        '<testsuites><testsuite><testcase classname="tests.a" name="test_well"/>'
        '<testcase classname="tests.a" name="test_ill"><failure message="AssertionError: one&#10;assert 1"/></testcase>'
        '<testcase classname="tests.b" name="test_no"><error message=""/></testcase></testsuite></testsuites>',
        encoding="utf-8",
    )
    assert failures(report) == ["tests.a.test_ill: AssertionError: one", "tests.b.test_no"]
