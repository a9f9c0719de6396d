"""Parameters of the API: declared once, read and described by the same declaration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

_NUMBER = re.compile(r"-?[0-9]{1,12}")


class BadParameter(Exception):  # noqa: N818 - what it is
    """A parameter cannot be understood. `name` is the parameter, `words` say what is expected of it."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name
        self.words = words


@dataclass(frozen=True)
class Parameter:
    """`schema` is JSON Schema: an integer with `minimum` and `maximum`, or a string with `enum` or `maxLength`."""

    name: str
    words: str
    schema: Mapping[str, Any]

    def read(self, text: str) -> Any:
        """Return the value. Raises BadParameter."""
        if self.schema["type"] == "integer":
            low, high = self.schema["minimum"], self.schema["maximum"]
            if not (_NUMBER.fullmatch(text) and low <= int(text) <= high):
                raise BadParameter(self.name, f"A whole number from {low} to {high} is expected.")
            return int(text)
        if "enum" in self.schema and text not in self.schema["enum"]:
            raise BadParameter(self.name, "One of these is expected: " + ", ".join(self.schema["enum"]) + ".")
        if not 1 <= len(text) <= self.schema.get("maxLength", 100):
            raise BadParameter(self.name, f"From 1 to {self.schema.get('maxLength', 100)} signs are expected.")
        return text

    def described(self) -> dict[str, Any]:
        """Return the parameter as OpenAPI has it."""
        return {"name": self.name, "in": "query", "description": self.words, "schema": dict(self.schema)}


def integer(name: str, words: str, low: int, high: int, usual: int | None = None) -> Parameter:
    schema: dict[str, Any] = {"type": "integer", "minimum": low, "maximum": high}
    return Parameter(name, words, schema if usual is None else {**schema, "default": usual})


def text(name: str, words: str, longest: int = 200) -> Parameter:
    return Parameter(name, words, {"type": "string", "minLength": 1, "maxLength": longest})


def choice(name: str, words: str, codes: Sequence[str], usual: str = "") -> Parameter:
    schema: dict[str, Any] = {"type": "string", "enum": list(codes)}
    return Parameter(name, words, {**schema, "default": usual} if usual else schema)


def read(sent: QueryDict, declared: Sequence[Parameter]) -> dict[str, Any]:
    """Return the values that were sent, and the usual ones. Raises BadParameter for the first that is wrong."""
    known = {one.name: one for one in declared}
    for name in sent:
        if name not in known:
            raise BadParameter(name[:60], "There is no such parameter here.")
        if len(sent.getlist(name)) > 1:
            raise BadParameter(name, "It may be given once.")
    found = {one.name: one.schema["default"] for one in declared if "default" in one.schema}
    return found | {name: known[name].read(str(sent[name])) for name in sent}
