"""The outbox of the search: actions tell what has changed, the worker puts it into the index within a second."""

from __future__ import annotations

from oseredok.spine.search import sources
from oseredok.spine.search.models import SearchOutbox


def changed(source: str, *keys: object) -> None:
    """Note that things of a source were made, changed or taken away; without keys, that any of them may have been.

    Call it in the transaction that does so. What no source offers is passed over.
    """
    if sources.by_code(source) is None:
        return
    SearchOutbox.objects.bulk_create(
        [SearchOutbox(source=source, key=str(key)) for key in dict.fromkeys(keys)] or [SearchOutbox(source=source)],
        batch_size=1000,
    )
