"""What the screen shows, for everything that can happen. No Qt, no clock: every verb is told the time.

Times are seconds of a clock that never goes back (`clock.seconds`); a verb returns the next state and what is to be done.

The one law: a failure never uncovers. Open is only what the page itself has said to be open. While the page cannot speak, what it said
last holds until the end that it named, and when it named none the desktop is covered at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

FIRST_RETRY = 2.0
LONGEST_RETRY = 60.0
REMEMBERING = 5.0  # seconds of `offline-idle` after which there is no session to remember


class Word(str, Enum):
    """What the kiosk page calls its state, in `data-station` of its root and as the first word of its title."""

    PAIRING = "pairing"
    IDLE = "idle"
    SESSION = "session"
    WARNING = "warning"
    CLOSING = "closing"
    CLOSED = "closed"
    OFFLINE_IDLE = "offline-idle"


OPEN = frozenset({Word.SESSION, Word.WARNING})
# While it is `closing` the person may still go back to work; a page that has just come without network says `offline-idle` until it
# has remembered its session.
OVER = frozenset({Word.IDLE, Word.CLOSED, Word.PAIRING})


class Trouble(Enum):
    """Why the page does not speak."""

    STARTING = "starting"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    NOT_KIOSK = "not_kiosk"
    CRASHED = "crashed"
    SILENT = "silent"


class Shows(Enum):
    """The page or our own notice, over everything or in the bar."""

    PAGE = "page"
    NOTICE = "notice"
    BAR = "bar"
    COUNTDOWN = "countdown"


class Do(Enum):
    """What the shell has to do besides showing."""

    LOAD = "load"
    RENEW = "renew"  # a new renderer first: the old one is dead or does not answer
    ON_START = "on_start"
    ON_END = "on_end"


@dataclass(frozen=True)
class Said:
    """One utterance of the page: its word, and the seconds left when it names them."""

    word: Word
    left: float | None = None


@dataclass(frozen=True)
class Station:
    """Everything that decides what is shown. Begin with `begin`."""

    patience: float = (
        60.0  # seconds in which a page that was asked for must speak, and one that has spoken must answer again
    )
    word: Word | None = None
    left: float | None = None  # as the page said it, to tell a repeated «00:42» from a new one
    ends_at: float | None = None
    trouble: Trouble | None = Trouble.STARTING
    failures: int = 0
    has_loaded: bool = False
    heard_at: float = 0.0
    due_at: float | None = None  # while a page is awaited: when patience ends
    retry_at: float | None = None  # after a failure: when the next try begins
    resting_since: float | None = None  # `offline-idle`, without a break
    owes_end: bool = False  # a session was opened and its end has not been attended to, maybe in a run before this one

    @property
    def is_open(self) -> bool:
        """Return whether the person has the desktop."""
        return self.word in OPEN and (self.trouble is None or self.ends_at is not None)

    @property
    def shows(self) -> Shows:
        if self.is_open:
            return Shows.BAR if self.trouble is None else Shows.COUNTDOWN
        return Shows.PAGE if self.trouble is None else Shows.NOTICE


Step = tuple[Station, tuple[Do, ...]]

_LEFT = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?(?!\d|:)")


def read(title: str, word: str | None = None) -> Said | None:
    """Read `session · 00:42` (hours and minutes left, seconds may follow), or nothing when it is no kiosk page.

    `word`, where the page was asked for it, goes before the title's first word.
    """
    parts = title.split(maxsplit=1)
    try:
        spoken = Word(word or (parts[0] if parts else ""))
    except ValueError:
        return None
    found = _LEFT.search(title)
    if found is None or spoken not in OPEN:
        return Said(spoken)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return Said(spoken, left=float(hours * 3600 + minutes * 60 + seconds))


def begin(now: float, *, patience: float, owes_end: bool = False) -> Step:
    """Start covered and ask for the page. `owes_end`: the run before this one ended inside a session."""
    return Station(patience, owes_end=owes_end, heard_at=now, due_at=now + patience), (Do.LOAD,)


def loaded(station: Station) -> Step:
    """Note that some page has come; only its word will tell that it is the right one."""
    return replace(station, has_loaded=True), ()


def said(station: Station, what: Said, now: float) -> Step:
    """Believe what the page says."""
    is_new = what.left != station.left or station.word not in OPEN or station.ends_at is None
    ends_at = station.ends_at
    if what.left is None:
        ends_at = None
    elif is_new:
        ends_at = now + what.left
    heard = replace(station, word=what.word, left=what.left, ends_at=ends_at, heard_at=now)
    heard = replace(heard, trouble=None, failures=0, due_at=None, retry_at=None, has_loaded=True)
    resting_since = (station.resting_since or now) if what.word is Word.OFFLINE_IDLE else None
    return _settle(replace(heard, resting_since=resting_since), now)


def answered(station: Station, now: float) -> Step:
    """Note that the page is alive, though it has left the kiosk: `said` will not follow, so patience is counted."""
    if station.trouble is None and station.due_at is None:
        station = replace(station, due_at=now + station.patience)
    return replace(station, heard_at=now), ()


def failed(station: Station, why: Trouble, now: float) -> Step:
    """Hold what was said last, and try again: soon at first, then less and less often.

    Of several complaints about one failure the first is the cause; the rest change nothing.
    """
    if station.retry_at is not None:
        return station, ()
    wait = retry_delay(station.failures)
    after = replace(
        station, trouble=why, failures=station.failures + 1, due_at=None, retry_at=now + wait, has_loaded=False
    )
    return after, ()


def retried(station: Station, now: float) -> Step:
    """Ask for the page again at once: the time has come, or somebody pressed the button."""
    renews = station.trouble in {Trouble.CRASHED, Trouble.SILENT}
    after = replace(station, retry_at=None, has_loaded=False, heard_at=now, due_at=now + station.patience)
    return after, (Do.RENEW, Do.LOAD) if renews else (Do.LOAD,)


def ticked(station: Station, now: float) -> Step:
    """Let time pass: ends come, patience ends, tries begin."""
    settled, to_do = _settle(station, now)
    if to_do:
        return settled, to_do
    if station.trouble is not None and station.ends_at is not None and now >= station.ends_at:
        return _settle(replace(station, word=Word.CLOSED, left=None, ends_at=None), now)
    if station.retry_at is not None:
        return retried(station, now) if now >= station.retry_at else (station, ())
    if station.due_at is not None:
        if now < station.due_at:
            return station, ()
        return failed(station, Trouble.NOT_KIOSK if station.has_loaded else Trouble.UNREACHABLE, now)
    if now - station.heard_at >= station.patience:
        return failed(station, Trouble.SILENT, now)
    return station, ()


def retry_delay(failures: int) -> float:
    """Return the seconds before the next try after so many failures in a row: 2, 4, 8 … 60."""
    return min(FIRST_RETRY * 2.0 ** min(failures, 10), LONGEST_RETRY)


def _settle(station: Station, now: float) -> Step:
    """Add what the opening and the ending of a session ask for, each once.

    A desktop covered by a failure is no end: the page may come back and say that the session goes on. So is the start of this program
    inside a session that a run before it left open.
    """
    if station.is_open and not station.owes_end:
        return replace(station, owes_end=True), (Do.ON_START,)
    has_rested = station.resting_since is not None and now - station.resting_since >= REMEMBERING
    if station.owes_end and (station.word in OVER or has_rested):
        return replace(station, owes_end=False), (Do.ON_END,)
    return station, ()
