"""Small words that tell nothing of what is sought, as loose keys (see `base.core.text`)."""

from oseredok.base.core.text import loose_key

_UKRAINIAN = "і й та а або чи в у на до з із зі за про для як де що не від по при під над коли який яка яке які чому мені я ми ви хочу можна треба потрібно є"
_ENGLISH = "the a an of to in on for and or how where what is my i"

STOP_WORDS = frozenset(loose_key(word) for word in f"{_UKRAINIAN} {_ENGLISH}".split())
