"""What goes wrong, by the numbers of the standard's list (info:srw/diagnostic/1/)."""

from __future__ import annotations

from enum import IntEnum


class Number(IntEnum):
    """Numbers of `info:srw/diagnostic/1/` that we use."""

    SYSTEM = 1
    OPERATION = 4
    VERSION = 5
    VALUE = 6
    MISSING = 7
    PARAMETER = 8
    SYNTAX = 10
    QUERY_TYPE = 11
    TOO_LONG = 12
    CONTEXT_SET = 15
    INDEX = 16
    RELATION = 19
    RELATION_MODIFIER = 20
    RELATION_FOR_INDEX = 22
    EMPTY_TERM = 27
    MASKING = 28
    TERM_FORMAT = 36
    TOO_MANY_BOOLEANS = 38
    PROXIMITY = 39
    BOOLEAN_MODIFIER = 46
    OUT_OF_RANGE = 61
    SCHEMA = 66
    PACKING = 71
    SORT_PATH = 88
    SORT_KEYS = 84
    SORT_MODIFIER = 87
    TERMS_OUT_OF_RANGE = 120


_WORDS = {
    Number.SYSTEM: "General system error",
    Number.OPERATION: "Unsupported operation",
    Number.VERSION: "Unsupported version",
    Number.VALUE: "Unsupported parameter value",
    Number.MISSING: "Mandatory parameter not supplied",
    Number.PARAMETER: "Unsupported parameter",
    Number.SYNTAX: "Query syntax error",
    Number.QUERY_TYPE: "Unsupported query type",
    Number.TOO_LONG: "Too many characters in query",
    Number.CONTEXT_SET: "Unsupported context set",
    Number.INDEX: "Unsupported index",
    Number.RELATION: "Unsupported relation",
    Number.RELATION_MODIFIER: "Unsupported relation modifier",
    Number.RELATION_FOR_INDEX: "Unsupported combination of relation and index",
    Number.EMPTY_TERM: "Empty term unsupported",
    Number.MASKING: "Masking character not supported",
    Number.TERM_FORMAT: "Term in invalid format for index or relation",
    Number.TOO_MANY_BOOLEANS: "Too many boolean operators in query",
    Number.PROXIMITY: "Proximity not supported",
    Number.BOOLEAN_MODIFIER: "Unsupported boolean modifier",
    Number.OUT_OF_RANGE: "First record position out of range",
    Number.SCHEMA: "Unknown schema for retrieval",
    Number.PACKING: "Unsupported record packing",
    Number.SORT_KEYS: "Too many sort keys",
    Number.SORT_MODIFIER: "Unsupported schema for sort",
    Number.SORT_PATH: "Unsupported path for sort",
    Number.TERMS_OUT_OF_RANGE: "Response position out of range",
}


class Diagnostic(Exception):  # noqa: N818 - the standard's word
    """A request cannot be answered. `details` is the thing that is unsupported, as the list says for each number."""

    def __init__(self, number: Number, details: str = "") -> None:
        super().__init__(f"{_WORDS[number]}: {details}")
        self.uri = f"info:srw/diagnostic/1/{int(number)}"
        self.message = _WORDS[number]
        self.details = details[:200]
