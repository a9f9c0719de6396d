"""Which letters the system writes. Each room registers its own in its `AppConfig.ready()`.

A registered letter has the templates `mail/<name>.subject.txt`, `mail/<name>.txt` and, when its look must differ
from its text, `mail/<name>.html`. `sample` is the context by which its rendered text is kept in
`tests/mail/snapshots/` and proof-read like prose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter: the name of its templates, a title for staff, and an invented example.

    `secret`: who reads it may act as the person it is written to, so only that person reads it.
    `farewell`: the last letter to somebody whose data are erased, or who asked for one letter only; once sent, or given
    up, neither its text nor its address is kept.
    `ends_service`: it ends a service or answers a person, so it closes with what is said there (`register_ending`).
    """

    name: str
    title: str
    sample: Mapping[str, Any] = field(default_factory=dict)
    secret: bool = False
    farewell: bool = False
    ends_service: bool = False


@dataclass(frozen=True)
class Served:
    """What such a letter ends: the id of the place where it was done, and the code of the service, empty for none."""

    place: int
    service: str = ""


Ending = Callable[[str, Served, str], str]
"""Given the letter's key, what it ends and the language, returns a paragraph; nothing when there is nothing to say."""

_kinds: dict[str, LetterKind] = {}
_endings: list[Ending] = []


def register(
    name: str,
    *,
    title: str,
    sample: Mapping[str, Any],
    secret: bool = False,
    farewell: bool = False,
    ends_service: bool = False,
) -> None:
    """Make a letter known. Raises ValueError when another one has taken the name."""
    kind = LetterKind(name, title, dict(sample), secret, farewell, ends_service)
    if _kinds.setdefault(name, kind) != kind:
        raise ValueError(f"two letters are called {name!r}")


def register_ending(write: Ending) -> None:
    """Say something at the end of every letter that ends a service. Registering the same twice says it once."""
    if write not in _endings:
        _endings.append(write)


def ending(name: str, *, key: str, served: Served | None, language: str) -> str:
    """Return the last paragraphs of a letter; nothing for one that ends no service, or when its place is not known."""
    if served is None or not kind(name).ends_service:
        return ""
    return "\n\n".join(told for write in _endings if (told := write(key, served, language)))


def kind(name: str) -> LetterKind:
    """Return a known letter. Raises LookupError: a letter that nobody registered has no proof-read text."""
    if name not in _kinds:
        raise LookupError(f"letter {name!r} is not registered")
    return _kinds[name]


def is_secret(name: str) -> bool:
    """Whether a letter is for its reader alone. One that nobody registered any more counts as such."""
    return name not in _kinds or _kinds[name].secret


def title(name: str) -> str:
    """Return what a kind of letter is called; a name that nobody registered any more as it is."""
    return _kinds[name].title if name in _kinds else name


def forgets_address(name: str) -> bool:
    """Whether a letter's address is forgotten as soon as it is sent, or will never be."""
    return name in _kinds and _kinds[name].farewell


def kinds() -> list[LetterKind]:
    """Return all letters, by name."""
    return [_kinds[name] for name in sorted(_kinds)]
