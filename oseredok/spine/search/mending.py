"""A slip in a form that no text has: «шевчнка» is a letter from «шевченка», which is a form of a word that texts do have.

The index knows lemmas and the forms of its texts. Here every word that is one slip from the typed one is looked up in the
dictionary, and those whose lemma the index has are what was meant. Some hundreds of look-ups, for a query that found nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from oseredok.base.core import morphology
from oseredok.spine.search.analysis import read
from oseredok.spine.search.nodes import And, Node, Or, Word

LETTERS = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"
LONGEST = 24
MOST = 4


def mended(word: Word, is_there: Callable[[Word], bool]) -> list[tuple[str, Word]]:
    """Return what the word was meant to be: forms of the dictionary one slip away that are there, each lemma once."""
    found: dict[tuple[str, ...], tuple[str, Word]] = {}
    if len(word.parts) > 1 or len(word.keys.form) > LONGEST:
        return []
    for near in dict.fromkeys(_one_slip_from(word.keys.form)):
        if morphology.is_known(near):
            meant = replace(word, parts=read(near))
            if meant.keys.lemmas not in found and is_there(meant):
                found[meant.keys.lemmas] = near, meant
                if len(found) == MOST:
                    break
    return list(found.values())


def with_words(node: Node, words: dict[Word, list[Word]]) -> Node:
    """Return the tree with some words in the place of others: any of them is enough."""
    match node:
        case Word() if node in words:
            return words[node][0] if len(words[node]) == 1 else Or(tuple(words[node]))
        case And(children=children):
            return And(tuple(with_words(child, words) for child in children))
        case Or(children=children):
            return Or(tuple(with_words(child, words) for child in children))
    return node


def _one_slip_from(word: str) -> Iterator[str]:
    """Yield words with a letter put in, two swapped, one changed, one taken out: what fingers leave out comes first."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    yield from (before + letter + after for before, after in cuts for letter in LETTERS)
    yield from (before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1)
    yield from (before + letter + after[1:] for before, after in cuts if after for letter in LETTERS)
    yield from (before + after[1:] for before, after in cuts if after)
