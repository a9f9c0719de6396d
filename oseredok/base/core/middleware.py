"""The first gate: requests that no browser of a person makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase

NUL = "\x00"


class NoNulMiddleware:
    """Answers 400 to a request with a NUL sign anywhere in it.

    PostgreSQL takes no NUL in any text, so each query made of such a value would fail the server; forms refuse it by
    themselves, but not every value comes through a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any(NUL in text for text in _texts(request)):
            raise BadRequest("A NUL sign in the request.")
        return self.get_response(request)


def _texts(request: HttpRequest) -> Iterable[str]:
    yield request.path_info
    yield from request.COOKIES.values()
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            yield from (value for value in values if isinstance(value, str))
