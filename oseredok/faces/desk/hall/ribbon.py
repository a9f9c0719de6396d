"""«День за місцями»: every seat's time of today as a ribbon and as a table. Places are per cent of the open day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.base.core import clock
from oseredok.services.seats import timing
from oseredok.services.seats.board import Board
from oseredok.services.seats.models import Hold, Seat, State
from oseredok.services.seats.rules import time_words
from oseredok.services.seats.telling import who

ROW = 1.6
HEAD = 1.7
"""Heights in rem: the ribbon grows with the letters."""
_ANY = UUID(int=0)


@dataclass(frozen=True)
class Bar:
    """One hold on the ribbon. `look`: past, now, waiting, booked. What is over leads nowhere."""

    hold: Hold
    look: str
    x: str
    width: str
    label: str
    when: str
    url: str


@dataclass(frozen=True)
class Row:
    seat: Seat
    y: str
    line: str
    bars: list[Bar]


@dataclass(frozen=True)
class Tick:
    x: str
    words: str


@dataclass(frozen=True)
class Ribbon:
    rows: list[Row]
    ticks: list[Tick]
    now_x: str
    now_words: str
    height: str
    top: str = f"{HEAD}rem"

    @property
    def is_empty(self) -> bool:
        return not self.ticks


def draw(board: Board) -> Ribbon:
    """Lay the day out; a day on which the doors stay shut has no ticks."""
    spans = board.day.schedule.planned(board.day.day)
    if not spans:
        return Ribbon([], [], "", "", "0")
    opens, closes = spans[0].opens_at, spans[-1].closes_at
    height = HEAD + ROW * len(board.rows)
    rows = [
        Row(seat, _rem(HEAD + ROW * place), _rem(HEAD + ROW * (place + 1)), _bars(holds, board, opens, closes))
        for place, (seat, holds) in enumerate(board.rows)
    ]
    is_on = opens <= board.now <= closes
    return Ribbon(
        rows,
        _ticks(opens, closes),
        _place(board.now, opens, closes) if is_on else "",
        time_words(board.now),
        _rem(height),
    )


def _bars(holds: list[Hold], board: Board, opens: datetime, closes: datetime) -> list[Bar]:
    address = reverse("hall:one", args=[_ANY])  # once for a row: a full day has over a thousand bars
    return [_bar(hold, board.now, opens, closes, address) for hold in holds if hold.starts_at < hold.ends_at]


def _bar(hold: Hold, now: datetime, opens: datetime, closes: datetime, address: str) -> Bar:
    ends_at = timing.runs_until(hold, now)
    look = _look(hold, ends_at, now)
    label = "" if look == "past" and hold.series is None else who(hold)
    if look == "waiting":
        label = _("%(name)s, чекаємо") % {"name": label}
    return Bar(
        hold=hold,
        look=look,
        x=_place(hold.starts_at, opens, closes),
        width=_share(max(min(ends_at, closes) - max(hold.starts_at, opens), timedelta()), closes - opens),
        label=label,
        when=f"{time_words(hold.starts_at)}–{time_words(ends_at)}",
        url="" if look == "past" else address.replace(str(_ANY), str(hold.public_id)),
    )


def _look(hold: Hold, ends_at: datetime, now: datetime) -> str:
    if hold.state == State.ENDED or ends_at <= now:
        return "past"
    if hold.state == State.SEATED:
        return "now"
    return "waiting" if hold.starts_at <= now or hold.state == State.OFFERED else "booked"


def _ticks(opens: datetime, closes: datetime) -> list[Tick]:
    """Whole hours of the clock on the wall; every other one when the day is long."""
    step = timedelta(hours=1 if closes - opens <= timedelta(hours=12) else 2)
    past = timedelta(minutes=clock.local(opens).minute)
    at = opens if not past else opens - past + timedelta(hours=1)
    found = []
    while at <= closes:
        found.append(Tick(_place(at, opens, closes), time_words(at)))
        at += step
    return found


def _place(at: datetime, opens: datetime, closes: datetime) -> str:
    return _share(min(max(at, opens), closes) - opens, closes - opens)


def _share(part: timedelta, whole: timedelta) -> str:
    return f"{part / whole * 100:.3f}%"


def _rem(size: float) -> str:
    return f"{size:.2f}rem"
