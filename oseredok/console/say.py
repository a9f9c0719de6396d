"""What the console prints: at once, in UTF-8, each long step with its time."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


def speak_utf8() -> None:
    """Print Ukrainian whatever the terminal's encoding is (Windows consoles, the C locale, pipes)."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]


def say(text: str = "") -> None:
    """Print one line now; a closed pipe at the other end is not our failure."""
    with suppress(BrokenPipeError):
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def seconds(duration: float) -> str:
    """Return a duration as people write it: «0,4 с», «12 с», «3 хв 05 с»."""
    if duration < 10:
        return f"{duration:.1f} с".replace(".", ",")
    if duration < 60:
        return f"{duration:.0f} с"
    return f"{int(duration // 60)} хв {int(duration % 60):02d} с"


@contextmanager
def step(title: str) -> Iterator[Callable[[str], None]]:
    """Say that a step began and how long it took; yields a function that says how far it is."""
    say(f"• {title} …")
    started = time.monotonic()
    yield lambda text: say(f"    {text}")
    say(f"  готово за {seconds(time.monotonic() - started)}")
