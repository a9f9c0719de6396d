"""«Мій список»: records that a visitor has put aside, without an account. It lives in the visitor's browser alone, in a signed cookie."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from oseredok.collections.catalogue.models import Record

COOKIE = "books"
MOST = 100
_DAYS = 90
_SALT = "oseredok.front.catalogue.list"


def numbers(request: HttpRequest) -> list[int]:
    """Return the numbers of the records, the last added first. A cookie that is not ours is an empty list."""
    told = request.get_signed_cookie(COOKIE, default="", salt=_SALT)
    return [int(part) for part in (told or "").split(".") if part.isascii() and part.isdigit()][:MOST]


def records(request: HttpRequest) -> list[Record]:
    """Return the records that are still in the catalogue, in the order of the list."""
    told = numbers(request)
    # What was merged since stands as the record that it was merged into.
    merged = dict(Record.objects.filter(pk__in=told, merged_into__isnull=False).values_list("pk", "merged_into"))
    wanted = list(dict.fromkeys(merged.get(pk, pk) for pk in told))
    found = Record.live.in_bulk(wanted)
    return [found[pk] for pk in wanted if pk in found]


def put(response: HttpResponse, pks: Sequence[int], *, is_secure: bool) -> None:
    """Keep the list in the browser for ninety days from now; an empty one is taken away."""
    if not pks:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_signed_cookie(
        COOKIE,
        ".".join(str(pk) for pk in pks[:MOST]),
        salt=_SALT,
        max_age=_DAYS * 24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=is_secure,
    )
