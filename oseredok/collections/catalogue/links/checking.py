"""Addresses gathered from records, and asked one after another: hosts in turn, with a pause before the same one again."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q

from oseredok.collections.catalogue import keys
from oseredok.collections.catalogue.links import fetching
from oseredok.collections.catalogue.models import Record
from oseredok.collections.catalogue.quality.models import Address, AddressUse

PIECE = 1000
PAUSE_SECONDS = 1.0
AGAIN_DAYS = 30
RETRY_HOURS = 20


def gather() -> int:
    """Take up the addresses of all present records; forget those that none leads to. Returns how many there are."""
    AddressUse.objects.all().delete()
    rows = Record.present.filter(data__links__isnull=False).order_by("pk").values_list("pk", "data")
    last = 0
    while piece := list(rows.filter(pk__gt=last)[:PIECE]):
        last = piece[-1][0]
        _keep({(pk, link["url"]) for pk, data in piece for link in data.get("links", ())})
    Address.objects.filter(uses=None).delete()
    return Address.objects.count()


@transaction.atomic
def _keep(uses: set[tuple[int, str]]) -> None:
    hashed = {url: keys.hashed(url) for _pk, url in sorted(uses)}
    made = [Address(key=key, url=url) for url, key in hashed.items()]
    Address.objects.bulk_create(made, ignore_conflicts=True, batch_size=200)
    known: dict[int, int] = {}
    wanted = list(hashed.values())
    for begin in range(0, len(wanted), 400):
        known |= dict(Address.objects.filter(key__in=wanted[begin : begin + 400]).values_list("key", "pk"))
    rows = [AddressUse(record_id=pk, address_id=known[hashed[url]]) for pk, url in sorted(uses)]
    AddressUse.objects.bulk_create(rows, batch_size=300)


def due(*, now: datetime, most: int) -> list[Address]:
    """Return addresses to ask now: never asked, then those that failed, then the longest unasked; hosts in turn."""
    old = Q(checked_at__lt=now - timedelta(days=AGAIN_DAYS))
    failed = Q(outcome=Address.Outcome.FAILING, checked_at__lt=now - timedelta(hours=RETRY_HOURS))
    found = Address.objects.filter(Q(checked_at__isnull=True) | failed | old)
    return _in_turn(list(found.order_by(F("checked_at").asc(nulls_first=True), "pk")[:most]))


def ask(
    addresses: list[Address], *, may_be_private: bool, now: datetime, seconds: float = fetching.SECONDS
) -> Iterator[Address]:
    """Ask each address and write down how it answered; yields it."""
    asked_at: dict[str, float] = {}
    for one in addresses:
        host = urlsplit(one.url).hostname or ""
        wait = asked_at.get(host, 0.0) + PAUSE_SECONDS - time.monotonic()
        if host in asked_at and wait > 0:
            time.sleep(wait)
        answer = fetching.look(one.url, may_be_private=may_be_private, seconds=seconds)
        asked_at[host] = time.monotonic()
        one.outcome, one.note, one.to, one.checked_at = answer.outcome, answer.note[:120], answer.to, now
        one.failures = one.failures + 1 if answer.outcome == fetching.FAILING else 0
        one.save(update_fields=["outcome", "note", "to", "checked_at", "failures"])
        yield one


def _in_turn(addresses: list[Address]) -> list[Address]:
    by_host: dict[str, deque[Address]] = defaultdict(deque)
    for one in addresses:
        by_host[urlsplit(one.url).hostname or ""].append(one)
    turned: list[Address] = []
    while by_host:
        for host in list(by_host):
            turned.append(by_host[host].popleft())
            if not by_host[host]:
                del by_host[host]
    return turned
