"""What a mistyped word was meant to be: the nearest word of the texts that a forgiving search has found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from oseredok.spine.search.analysis import shown, tokens
from oseredok.spine.search.nodes import Node, Word
from oseredok.spine.search.query import plain_words
from oseredok.spine.search.slips import distance
from oseredok.spine.search.sources import Document


def meant(typed: str, node: Node, documents: Iterable[Document]) -> str:
    """Return the query with its mistyped words mended; empty when the texts tell nothing."""
    texts = [shown(text) for one in documents for text in (one.title, one.words, one.summary, one.body) if text]
    mended = shown(typed)
    for word in plain_words(node):
        if word.slips and (near := _nearest(word, texts)):
            mended = put(mended, {word.surface: near})
    return mended if mended != shown(typed) else ""


def _nearest(word: Word, texts: Iterable[str]) -> str:
    form, nearest, least = word.keys.form, "", word.slips + 1
    for text in texts:
        for token in tokens(text):
            apart = distance(form, token.keys.form, most=word.slips)
            if apart < least:
                nearest, least = text[token.start : token.end].lower(), apart
    return nearest


def put(text: str, near: Mapping[str, str]) -> str:
    """Replace the words that are kept as these surfaces, wherever they stand."""
    for token in list(tokens(text))[::-1]:
        if meant_word := near.get(token.keys.form):
            text = text[: token.start] + meant_word + text[token.end :]
    return re.sub(r"\s+", " ", text)
