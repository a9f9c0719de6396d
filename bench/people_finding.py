"""How long it takes to find a reader: the query itself, and the whole page with it."""

from __future__ import annotations

from typing import Any

from bench.measuring import HEAD, measured
from bench.people_pages import signed_in

QUERIES = {
    "beginning of a surname": "коваче",
    "the whole name": "Степаначенко Оксана",
    "surname in another case": "Коваликові",
    "given name in another case, surname": "Тарасом Горила",
    "a piece from within": "рибавк",
    "two letters": "ще",
    "one letter": "к",
    "a usual given name": "Олександр",
    "two usual names": "Олександр Іванович",
    "initials": "О. Бараганчук",
    "surname and year": "Чорнора 1984",
    "surname and phone": "Шевче 67123",
    "surname and last digits of a phone": "Шевче 4567",
    "whole phone": "067 123 45 67",
    "last four digits of a phone": "45-67",
    "four digits from the middle": "2345",
    "part of an e-mail": "reader1234@",
    "a usual domain": "@example.com",
    "a card": "",
    "nobody": "Ґвинтокрилюк",
}


def plain(text: str) -> list[Any]:
    """What a search without an index does: each word in any of the columns, sorted by the Ukrainian collation."""
    from django.db.models import Q

    from oseredok.base.core.sorting import uk_order
    from oseredok.library.people.models import Reader

    rows = Reader.objects.all()
    for word in text.split():
        wanted = Q()
        for field in ("surname", "given_name", "patronymic", "phone", "email", "card_number"):
            wanted |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(wanted)
    return list(rows.order_by(uk_order("surname"), uk_order("given_name"))[:10])


def measure(times: int) -> None:
    """Print for each kind of query the time of ours, of the page, and of what needs no index."""
    from django.urls import reverse

    from oseredok.library.people.models import Reader
    from oseredok.library.people.registry.finding import find_readers

    card = Reader.objects.order_by("pk").values_list("card_number", flat=True)[1000]
    client, address = signed_in("consultant"), reverse("people:readers")

    def page(text: str) -> None:
        answer = client.post(address, {"text": text, "page": 1})
        assert answer.status_code == 200, answer.status_code

    print(f"\nFinding, {HEAD} | the whole page | plain icontains | found")
    for name, text in QUERIES.items():
        text = text or card
        ours = measured(lambda text=text: find_readers(text), times)  # type: ignore[misc]
        whole = measured(lambda text=text: page(text), times)  # type: ignore[misc]
        theirs = measured(lambda text=text: plain(text), 1)  # type: ignore[misc]
        print(f"  {name:36} {ours} | {whole} | {theirs.wall:8.0f} | {len(find_readers(text))}", flush=True)
