"""What the protocol refuses, by its own codes."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - the protocol's word
    """`code` is one of OAI-PMH 2.0 (section 3.6)."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
