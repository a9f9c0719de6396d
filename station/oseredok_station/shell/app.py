"""Ties what happens to what is shown: each event goes to the state machine, its answer to the windows."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer
from PySide6.QtWidgets import QApplication

from oseredok_station import address, clock, sentences, settings, staff_code, state
from oseredok_station.commands import Runner
from oseredok_station.keep import STAFF_LEFT
from oseredok_station.problems import StationError
from oseredok_station.settings import Settings
from oseredok_station.shell.page import Browser
from oseredok_station.shell.screen import Screen
from oseredok_station.state import Do, Said, Shows, Station, Step, Trouble, Word

log = logging.getLogger(__name__)

ENDED = 143
TICK = 1000
WATCH = 500
RELOAD = 30  # ticks between two looks at settings that cannot be read
FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
SESSION_MARK = "session-open"


@dataclass(frozen=True)
class Run:
    """How the program was started."""

    load: Callable[[], Settings]  # may raise `StationError`: the file can be spoilt now and mended later
    file: Path
    folder: Path
    is_trial: bool = False


def run(start: Run) -> int:
    """Cover the desktop until staff leave; return the exit code. Raises `StationError` when another copy already covers it."""
    start.folder.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(start.folder / "lock"))
    if not lock.tryLock(0):
        raise StationError("Програма вже працює на цьому комп’ютері.")
    _prepare_environment()
    app = QApplication([sys.argv[0]])
    app.setApplicationName("oseredok-station")
    app.setQuitOnLastWindowClosed(False)
    shell = Shell(app, start)
    for name in ("SIGTERM", "SIGINT"):
        signal.signal(getattr(signal, name), lambda *_: app.exit(ENDED))  # seen at the next tick
    shell.begin()
    code = app.exec()
    shell.close()
    log.info("ended with %s", code)
    return code


def _prepare_environment() -> None:
    """Tell Qt what it reads only once, before it begins."""
    os.environ.pop("QTWEBENGINE_REMOTE_DEBUGGING", None)  # the page is nobody's to inspect
    flags = [flag for flag in os.environ.get(FLAGS, "").split() if not flag.startswith("--remote-debugging")]
    os.environ[FLAGS] = " ".join(flags)
    if sys.platform == "linux" and "QT_QPA_PLATFORM" not in os.environ:
        # Under Wayland no window may say where it lies or that it is above the rest.
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        if os.environ.get("XDG_SESSION_TYPE") == "wayland":
            log.warning("a Wayland session: windows of other programs may come above; choose a session of X11")


class Shell(QObject):
    """The running program."""

    def __init__(self, app: QApplication, start: Run) -> None:
        super().__init__()
        self._app, self._start, self._settings = app, start, Settings()
        self._mark = start.folder / SESSION_MARK
        self._commands = Runner()
        self._guard = staff_code.Guard()
        self._browser: Browser | None = None
        self._station = Station()
        self._ticks = 0
        self._ask_every = 1  # ticks
        self._screen = Screen(app, is_trial=start.is_trial)
        self._screen.wants_to_close.connect(self._close_asked)
        self._screen.staff_asked.connect(lambda: self._screen.ask_code(has_code=bool(self._settings.exit_code)))
        self._screen.retry_asked.connect(self._retry)
        self._screen.code_tried.connect(self._code_tried)
        self._screen.leave_asked.connect(self._leave)
        self._screen.change_asked.connect(self._ask_settings)
        self._screen.settings_given.connect(self._settings_given)
        self._timers = [self._every(TICK, self._tick), self._every(WATCH, self._screen.hold)]

    def begin(self, given: Settings | None = None) -> None:
        """Show the page; ask for its address when there is none; cover all the same when the settings cannot be read."""
        try:
            self._settings = given or self._start.load()
            library = self._settings.library
        except StationError as problem:
            log.error("%s", problem)
            self._screen.tell_trouble(sentences.BAD_SETTINGS, str(problem), sentences.CALL_A_LIBRARIAN)
            self._screen.show(Shows.NOTICE)
            return
        self._screen.choose_corner(self._settings.corner)
        self._ask_every = max(1, min(5, self._settings.patience // 3))  # a slow page may miss two questions
        if library is None:
            self._ask_settings()
            return
        self._browser = Browser(library, self._start.folder)
        self._browser.loaded.connect(lambda: self._step(state.loaded(self._station)))
        self._browser.failed.connect(self._failed)
        self._browser.spoke.connect(self._spoke)
        self._browser.answered.connect(lambda: self._step(state.answered(self._station, clock.seconds())))
        self._screen.take_view(self._browser.view)
        self._step(state.begin(clock.seconds(), patience=self._settings.patience, owes_end=self._mark.exists()))

    def close(self) -> None:
        for timer in self._timers:
            timer.stop()
        self._screen.close()
        if self._browser is not None:
            self._browser.close()

    # --- What happens -------------------------------------------------------------------------------
    def _tick(self) -> None:
        self._ticks += 1
        if self._browser is None:
            if self._ticks % RELOAD == 0 and not self._screen.is_asking:
                self.begin()
            return
        if self._ticks % self._ask_every == 0:
            self._browser.ask()
        self._step(state.ticked(self._station, clock.seconds()))

    def _spoke(self, title: str, word: str) -> None:
        heard: Said | None = state.read(title, word)
        if heard is not None:
            self._step(state.said(self._station, heard, clock.seconds()))

    def _retry(self) -> None:
        if self._browser is None:
            self.begin()
        else:
            self._step(state.retried(self._station, clock.seconds()))

    def _failed(self, why: Trouble) -> None:
        self._step(state.failed(self._station, why, clock.seconds()))

    def _step(self, step: Step) -> None:
        before, (self._station, to_do) = self._station, step
        if (before.shows, before.word, before.trouble) != (
            self._station.shows,
            self._station.word,
            self._station.trouble,
        ):
            word, trouble = self._station.word, self._station.trouble
            log.info("shows %s: %s, %s", self._station.shows.value, word and word.value, trouble and trouble.value)
        self._tell()
        self._screen.show(self._station.shows)
        if before.word is not Word.WARNING and self._station.word is Word.WARNING:
            self._screen.remind()
        for deed in to_do:
            self._do(deed)

    def _do(self, deed: Do) -> None:
        browser = self._browser
        if browser is None:
            return
        if deed is Do.LOAD:
            browser.load()
        elif deed is Do.RENEW:
            browser.renew()
        elif deed is Do.ON_START:
            self._mark.touch()
            self._commands.ask("on_start", self._settings.on_start, self._settings.command_limit)
        else:
            self._mark.unlink(missing_ok=True)
            self._commands.ask("on_end", self._settings.on_end, self._settings.command_limit)

    def _tell(self) -> None:
        now, station = clock.seconds(), self._station
        if station.shows is Shows.COUNTDOWN:
            self._screen.tell_left(sentences.left((station.ends_at or now) - now))
        elif station.shows is Shows.NOTICE and station.trouble is not None:
            following = (
                "" if station.trouble is Trouble.STARTING else sentences.next_try((station.retry_at or now) - now)
            )
            self._screen.tell_trouble(*sentences.TROUBLES[station.trouble], following)

    # --- What staff do ------------------------------------------------------------------------------
    def _code_tried(self, code: str) -> None:
        now = clock.seconds()
        if self._guard.wait(now):
            self._screen.complain(sentences.wait(self._guard.wait(now)))
            return
        is_right = staff_code.opens(code, self._settings.exit_code)
        self._guard.note(right=is_right, now=now)
        log.info("staff code: %s", "right" if is_right else "wrong")
        self._screen.open_up() if is_right else self._screen.complain(sentences.WRONG_CODE)

    def _leave(self) -> None:
        self._app.exit(STAFF_LEFT)

    def _close_asked(self) -> None:
        if self._start.is_trial:
            self._leave()

    def _ask_settings(self) -> None:
        self._screen.ask_settings(self._settings.address, has_code=bool(self._settings.exit_code))

    def _settings_given(self, typed: str, code: str) -> None:
        """Keep what staff typed; what cannot be used is told under the fields, and what was typed stays there."""
        try:
            library = address.read(typed)
            sealed = staff_code.sealed(code) if code or not self._settings.exit_code else self._settings.exit_code
            given = replace(self._settings, address=library.origin, exit_code=sealed)
            settings.save_where_allowed(self._start.file, given)
        except StationError as problem:
            self._screen.complain(str(problem))
            return
        log.info("settings changed on the screen")
        if self._browser is not None:
            self._browser.close()
            self._browser = None
        self._screen.end_asking()
        self.begin(given)

    def _every(self, milliseconds: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(action)
        timer.start(milliseconds)
        return timer
