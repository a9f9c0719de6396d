"""Lucide icons (ISC licence, `icons/LICENSE`), kept as the files that Lucide publishes and drawn inline."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "icons"
BODY = re.compile(r"<svg[^>]*>(?P<body>.*)</svg>", re.DOTALL)
SPACES = re.compile(r"\s*\n\s*")


class UnknownIcon(LookupError):  # noqa: N818 - read as a phrase
    """No such file in `icons/`."""


def names() -> list[str]:
    """All icons that pages may use, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@cache
def body(name: str) -> str:
    """The shapes of one icon. Raises `UnknownIcon`, so that a misspelt name never ships as an empty place."""
    path = FOLDER / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise UnknownIcon(name)
    match = BODY.search(path.read_text(encoding="utf-8"))
    if match is None:
        raise UnknownIcon(name)
    return SPACES.sub("", match["body"])
