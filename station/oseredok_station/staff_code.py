"""The code by which staff leave the cover: kept as a slow hash, guessed slower and slower."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass

from oseredok_station.problems import StationError

SHORTEST = 6
FREE_TRIES = 3
LONGEST_WAIT = 300.0
COST = 2**14  # 16 MB and some 50 ms of an old computer
HASH = "scrypt"


def sealed(code: str, *, salt: bytes | None = None) -> str:
    """Return what is written into the settings for a code. Raises `StationError` when it is too short to be one."""
    if len(code) < SHORTEST:
        raise StationError(f"Код для виходу має бути не коротший за {SHORTEST} знаків.")
    salt = os.urandom(16) if salt is None else salt
    return "$".join((HASH, str(COST), _text(salt), _text(_slow(code, salt, COST))))


def opens(code: str, seal: str) -> bool:
    """Return whether the code is the one that was sealed; a spoilt seal opens to nobody."""
    try:
        name, cost, salt, digest = seal.split("$")
        wanted, found = (
            base64.b64decode(digest, validate=True),
            _slow(code, base64.b64decode(salt, validate=True), int(cost)),
        )
    except ValueError:
        return False
    return name == HASH and hmac.compare_digest(wanted, found)


@dataclass
class Guard:
    """Counts wrong tries: after three of them each next waits twice as long, 300 seconds at most."""

    wrong: int = 0
    locked_until: float = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until a code may be tried again."""
        return max(0.0, self.locked_until - now)

    def note(self, *, right: bool, now: float) -> None:
        self.wrong = 0 if right else self.wrong + 1
        if self.wrong >= FREE_TRIES:
            self.locked_until = now + min(5.0 * 2.0 ** min(self.wrong - FREE_TRIES, 10), LONGEST_WAIT)


def _slow(code: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=cost, r=8, p=1, maxmem=64 * 1024 * 1024)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
