"""The Ukrainian dictionary: one analyser for the process. Words in lower case, with a plain apostrophe."""

from __future__ import annotations

import functools
import logging
from typing import Any

import pymorphy3


@functools.cache
def _analyser() -> pymorphy3.MorphAnalyzer:
    logging.getLogger("pymorphy3").setLevel(logging.WARNING)  # it tells at every start where its files lie
    return pymorphy3.MorphAnalyzer(lang="uk")


def parses(plain: str) -> list[Any]:
    """Return every reading of a word, the likeliest first; an unknown word has guessed ones."""
    try:
        return list(_analyser().parse(plain))
    except ValueError:
        return []  # it asks Unicode for the name of every letter, and letters of rare scripts have none


def is_known(plain: str) -> bool:
    """Tell whether the dictionary has this very form."""
    return bool(_analyser().word_is_known(plain))
