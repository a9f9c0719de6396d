"""What is shown, for every order of things that can happen."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from oseredok_station import sentences, state
from oseredok_station.state import OPEN, Do, Said, Shows, Station, Step, Trouble, Word

PATIENCE = 60.0


def begun() -> Station:
    return state.begin(0.0, patience=PATIENCE)[0]


def in_session(left: float | None = 600.0, now: float = 1.0) -> Station:
    return state.said(begun(), Said(Word.SESSION, left), now)[0]


# --- The title ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("session · 00:42", Said(Word.SESSION, 42 * 60.0)),
        ("warning · 00:01", Said(Word.WARNING, 60.0)),
        ("session · 02:05 · Ноутбук 2", Said(Word.SESSION, 125 * 60.0)),
        ("session · 00:00:09", Said(Word.SESSION, 9.0)),
        ("session", Said(Word.SESSION)),
        ("idle · 14:30 заброньовано", Said(Word.IDLE)),
        ("offline-idle", Said(Word.OFFLINE_IDLE)),
    ],
)
def test_a_title_of_the_contract_is_read(title: str, said: Said) -> None:
    assert state.read(title) == said


@pytest.mark.parametrize("title", ["", "sessions · 00:42", "Бібліотека", "502 Bad Gateway", "Session · 00:42"])
def test_another_title_says_nothing(title: str) -> None:
    assert state.read(title) is None


def test_the_word_that_was_asked_for_goes_before_the_title() -> None:
    assert state.read("session · 00:42", "closing") == Said(Word.CLOSING)
    assert state.read("session · 00:42", "nonsense") is None


# --- One thing after another ----------------------------------------------------------------------------------
def test_it_starts_covered_and_asks_for_the_page() -> None:
    station, to_do = state.begin(0.0, patience=PATIENCE)
    assert (station.shows, to_do) == (Shows.NOTICE, (Do.LOAD,))


@pytest.mark.parametrize("word", list(Word))
def test_only_a_session_and_its_warning_open(word: Word) -> None:
    station, _to_do = state.said(begun(), Said(word), 1.0)
    assert station.shows is (Shows.BAR if word in {Word.SESSION, Word.WARNING} else Shows.PAGE)


@pytest.mark.parametrize("why", list(Trouble))
def test_a_failure_in_a_session_keeps_it_until_the_end_that_was_named(why: Trouble) -> None:
    station, _to_do = state.failed(in_session(left=600.0, now=1.0), why, 100.0)
    assert station.shows is Shows.COUNTDOWN
    assert state.ticked(station, 600.0)[0].shows is Shows.COUNTDOWN
    ended, to_do = state.ticked(station, 601.0)
    assert (ended.shows, to_do) == (Shows.NOTICE, (Do.ON_END,))


def test_a_failure_in_a_session_without_an_end_covers_and_the_session_may_come_back() -> None:
    station, to_do = state.failed(in_session(left=None), Trouble.CRASHED, 2.0)
    assert (station.shows, to_do) == (Shows.NOTICE, ())
    again, to_do = state.said(station, Said(Word.SESSION), 5.0)
    assert (again.shows, to_do) == (Shows.BAR, ())


def test_minutes_that_are_said_again_do_not_put_the_end_off() -> None:
    station = in_session(left=600.0, now=1.0)
    station, _ = state.said(station, Said(Word.SESSION, 600.0), 50.0)
    assert station.ends_at == 601.0
    longer, _ = state.said(station, Said(Word.SESSION, 1500.0), 55.0)
    assert longer.ends_at == 1555.0


def test_a_new_session_of_the_same_length_has_its_own_end() -> None:
    station, _ = state.said(in_session(left=600.0, now=1.0), Said(Word.IDLE), 300.0)
    station, _ = state.said(station, Said(Word.SESSION, 600.0), 400.0)
    assert station.ends_at == 1000.0


def test_tries_come_soon_at_first_and_each_minute_in_the_end() -> None:
    assert [state.retry_delay(failures) for failures in range(7)] == [2, 4, 8, 16, 32, 60, 60]
    assert state.retry_delay(10_000) == 60


def test_a_try_that_brings_another_page_fails_when_patience_ends() -> None:
    station, _ = state.loaded(begun())
    assert state.ticked(station, PATIENCE - 1)[0].trouble is Trouble.STARTING
    assert state.ticked(station, PATIENCE)[0].trouble is Trouble.NOT_KIOSK
    assert state.ticked(begun(), PATIENCE)[0].trouble is Trouble.UNREACHABLE


def test_a_page_that_went_somewhere_else_is_opened_anew_though_it_answers() -> None:
    station = in_session(now=1.0)
    for now in range(5, 61, 5):
        station, _ = state.answered(station, float(now))
    assert station.shows is Shows.BAR
    station, _ = state.ticked(station, 5.0 + PATIENCE)
    assert (station.shows, station.trouble) == (Shows.COUNTDOWN, Trouble.NOT_KIOSK)


def test_a_page_that_answers_nothing_gets_a_new_renderer() -> None:
    station, _ = state.ticked(in_session(now=1.0), 1.0 + PATIENCE)
    assert station.trouble is Trouble.SILENT
    _station, to_do = state.ticked(station, 1.0 + PATIENCE + 2)
    assert to_do == (Do.RENEW, Do.LOAD)


def test_of_several_complaints_about_one_failure_the_first_is_the_cause() -> None:
    station, _ = state.failed(begun(), Trouble.CERTIFICATE, 1.0)
    assert state.failed(station, Trouble.UNREACHABLE, 1.0)[0] == station


def test_a_session_that_another_run_left_open_is_ended_by_the_page_only() -> None:
    station, _ = state.begin(0.0, patience=PATIENCE, owes_end=True)
    station, to_do = state.failed(station, Trouble.UNREACHABLE, 1.0)
    assert to_do == ()
    assert state.said(station, Said(Word.SESSION, 60.0), 5.0)[1] == (), "it goes on: nothing starts again"
    assert state.said(station, Said(Word.IDLE), 5.0)[1] == (Do.ON_END,)


def test_whoever_may_still_come_back_to_work_has_not_ended() -> None:
    station, to_do = state.said(in_session(), Said(Word.CLOSING), 20.0)
    assert (station.shows, to_do) == (Shows.PAGE, ())
    station, to_do = state.said(station, Said(Word.SESSION, 540.0), 30.0)
    assert (station.shows, to_do) == (Shows.BAR, ())
    station, _ = state.said(station, Said(Word.CLOSING), 40.0)
    assert state.said(station, Said(Word.IDLE), 70.0)[1] == (Do.ON_END,)


def test_a_page_without_network_has_some_seconds_to_remember_its_session() -> None:
    station, to_do = state.said(in_session(), Said(Word.OFFLINE_IDLE), 20.0)
    assert (station.shows, to_do) == (Shows.PAGE, ())
    assert state.said(station, Said(Word.SESSION, 540.0), 20.5)[1] == (), "the same session goes on"
    station, to_do = state.said(station, Said(Word.OFFLINE_IDLE), 24.0)
    assert to_do == ()
    assert state.ticked(station, 25.0)[1] == (Do.ON_END,)


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (3600, "Лишилося 60 хв."),
        (301, "Лишилося 6 хв."),
        (240, "Лишилося 4 хв. Збережіть роботу."),
        (181, "Лишилося 4 хв. Збережіть роботу."),
        (60, "Лишилося менше хвилини. Збережіть роботу."),
        (0, "Лишилося менше хвилини. Збережіть роботу."),
    ],
)
def test_our_own_countdown_counts_as_the_page_does(seconds: float, sentence: str) -> None:
    assert sentences.left(seconds) == sentence


# --- Everything in any order ----------------------------------------------------------------------------------
class AnythingMayHappen(RuleBasedStateMachine):
    """The page speaks, fails, hangs, wanders off; time goes on; a person presses «try now»."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self.word: Word | None = None  # what the page said last
        self.named_end: float | None = None
        self.page_works = False
        self.deeds: list[Do] = []
        self.station = Station()
        self._take(state.begin(self.now, patience=PATIENCE))

    def _take(self, step: Step) -> None:
        self.station, to_do = step
        self.deeds += [deed for deed in to_do if deed in {Do.ON_START, Do.ON_END}]

    @rule(word=st.sampled_from(Word), left=st.none() | st.integers(1, 7200).map(float))
    def page_speaks(self, word: Word, left: float | None) -> None:
        left = left if word in OPEN else None
        goes_on = self.word in OPEN and self.named_end is not None and left == self.station.left
        self.named_end = None if left is None else self.named_end if goes_on else self.now + left
        self.word, self.page_works = word, True
        self._take(state.said(self.station, Said(word, left), self.now))

    @rule(why=st.sampled_from(Trouble))
    def page_fails(self, why: Trouble) -> None:
        self.page_works = False
        self._take(state.failed(self.station, why, self.now))

    @rule()
    def another_page_loads(self) -> None:
        self._take(state.loaded(self.station))

    @rule()
    def something_answers(self) -> None:
        self._take(state.answered(self.station, self.now))

    @rule(seconds=st.integers(1, 4000))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds
        self._take(state.ticked(self.station, self.now))
        self._take(state.ticked(self.station, self.now))  # the shell ticks each second
        if self.station.trouble is not None:
            self.page_works = False
        if not self.page_works and self.named_end is not None and self.now >= self.named_end:
            self.word, self.named_end = Word.CLOSED, None

    @precondition(lambda self: self.station.retry_at is not None)
    @rule()
    def somebody_presses_try_now(self) -> None:
        self._take(state.retried(self.station, self.now))

    @invariant()
    def open_is_only_what_the_page_has_opened(self) -> None:
        if self.station.is_open:
            assert self.word in OPEN
            assert self.page_works or (self.named_end is not None and self.now < self.named_end)

    @invariant()
    def starts_and_ends_take_turns_and_an_end_is_never_under_an_open_desktop(self) -> None:
        assert self.deeds == [Do.ON_START, Do.ON_END] * (len(self.deeds) // 2) + [Do.ON_START] * (len(self.deeds) % 2)
        if self.station.is_open:
            assert self.deeds[-1] is Do.ON_START
        elif self.station.word in state.OVER:
            assert not self.deeds or self.deeds[-1] is Do.ON_END

    @invariant()
    def a_failure_is_tried_again_within_a_minute(self) -> None:
        if self.station.retry_at is not None:
            assert self.station.retry_at - self.now <= state.LONGEST_RETRY
        assert self.station.trouble is None or self.station.retry_at is not None or self.station.due_at is not None


TestAnythingMayHappen = AnythingMayHappen.TestCase
TestAnythingMayHappen.settings = settings(deadline=None, max_examples=60, stateful_step_count=40)
