"""The arguments of a request, checked as the protocol demands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import QueryDict

from oseredok.faces.machines.oai.errors import Refused

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "Identify": (),
    "ListMetadataFormats": (),
    "ListSets": (),
    "GetRecord": ("identifier", "metadataPrefix"),
    "ListIdentifiers": ("metadataPrefix",),
    "ListRecords": ("metadataPrefix",),
}
_MAY: Mapping[str, tuple[str, ...]] = {
    "ListMetadataFormats": ("identifier",),
    "ListIdentifiers": ("from", "until", "set"),
    "ListRecords": ("from", "until", "set"),
}
_RESUMED = ("ListSets", "ListIdentifiers", "ListRecords")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True)
class Span:
    """Moments from `since` (in) to `before` (out); None is no border."""

    since: datetime | None = None
    before: datetime | None = None


ALWAYS = Span()


def checked(sent: QueryDict) -> dict[str, str]:
    """Return the arguments, `verb` among them. Raises Refused (badVerb, badArgument)."""
    verbs = sent.getlist("verb")
    if len(verbs) != 1 or verbs[0] not in _NEEDED:
        raise Refused("badVerb", "Exactly one verb of OAI-PMH is needed: " + ", ".join(_NEEDED) + ".")
    verb = verbs[0]
    repeated = [name for name in sent if len(sent.getlist(name)) > 1]
    if repeated:
        raise Refused("badArgument", f"The argument {_short(repeated[0])} is repeated.")
    told = {name: str(sent[name]) for name in sent}
    if "resumptionToken" in told and verb in _RESUMED:
        if set(told) != {"verb", "resumptionToken"}:
            raise Refused("badArgument", "resumptionToken stands alone beside the verb.")
        return told
    allowed = {"verb", *_NEEDED[verb], *_MAY.get(verb, ())}
    for name in told:
        if name not in allowed:
            raise Refused("badArgument", f"{verb} takes no argument {_short(name)}.")
    for name in _NEEDED[verb]:
        if not told.get(name):
            raise Refused("badArgument", f"{verb} needs the argument {name}.")
    return told


def span_of(told: Mapping[str, str]) -> Span:
    """Return the moments of `from` and `until`. Raises Refused (badArgument)."""
    first, last = told.get("from"), told.get("until")
    if first is not None and last is not None and len(first) != len(last):
        raise Refused("badArgument", "from and until must have the same granularity.")
    since = _moment(first) if first is not None else None
    until = _moment(last) if last is not None else None
    if since and until and since > until:
        raise Refused("badArgument", "from is later than until.")
    try:
        step = timedelta(days=1) if last is not None and len(last) == len("2026-01-01") else timedelta(seconds=1)
        before = until + step if until else None
    except OverflowError:  # until the end of time
        before = None
    return Span(since, before)


def _moment(text: str) -> datetime:
    try:
        if _DAY.fullmatch(text) or _SECOND.fullmatch(text):
            return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:  # no such day
        pass
    raise Refused("badArgument", f"{_short(text)} is no UTC date: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")


def _short(text: str) -> str:
    return text[:60]
