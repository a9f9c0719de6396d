"""The index of names: which words each reader's name has, where the reader stands in a list, who is named alike.

`write` is called by every action that makes or changes a reader, inside its transaction; `rebuild` makes the whole anew and
gives the same. An erased or absorbed reader has no words, and a word that nobody has any more is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from oseredok.base.core.sorting import uk_bytes
from oseredok.library.people import rules
from oseredok.library.people.holders import Holder
from oseredok.library.people.models import NamePart, NameTwin, NameWord, Reader

_BATCH = 2_000
_LONGEST_WORD = 120
_LONGEST_RANK = 900


def words_of(reader: Reader) -> frozenset[str]:
    """Return the loose words that find the reader; an organisation is found by its responsible person too."""
    if reader.erased_on is not None or reader.merged_into_id is not None:
        return frozenset()
    names = (reader.surname, reader.given_name, reader.patronymic, reader.responsible_person)
    return frozenset(word[:_LONGEST_WORD] for word in rules.name_words(" ".join(names)))


def rank_of(reader: Reader) -> bytes:
    """Return the place of the reader in a list: those who left last, then in Ukrainian order."""
    left = b"\x00" if reader.closed_on is None else b"\x01"
    return (left + uk_bytes(reader.surname, reader.given_name, reader.patronymic))[:_LONGEST_RANK]


def twin_of(reader: Reader) -> str:
    """Return what a double of the reader would have too: first words of surname and given name, year; empty for nobody."""
    if reader.erased_on is not None or reader.merged_into_id is not None or not reader.birth_year:
        return ""
    surname, given = (next(iter(rules.name_words(name)), "") for name in (reader.surname, reader.given_name))
    return f"{surname} {given} {reader.birth_year}" if surname and given else ""


def write(reader: Reader) -> None:
    """Make the index say what the saved reader says; call it inside the transaction that saved the reader."""
    wanted, rank = words_of(reader), rank_of(reader)
    kept = {part.word.word: part for part in NamePart.objects.filter(reader=reader).select_related("word")}
    gone = [part for word, part in kept.items() if word not in wanted]
    if gone:
        NamePart.objects.filter(pk__in=[part.pk for part in gone]).delete()
        _forget_unused(part.word_id for part in gone)
    stale = [part for word, part in kept.items() if word in wanted and bytes(part.rank) != rank]
    if stale:
        NamePart.objects.filter(pk__in=[part.pk for part in stale]).update(rank=rank)
    fresh = wanted - kept.keys()
    if fresh:
        ids = _ids(fresh)
        # Two desks may save one reader at the same moment; the second finds the part there.
        NamePart.objects.bulk_create(
            [NamePart(word_id=ids[word], reader=reader, rank=rank) for word in sorted(fresh)], ignore_conflicts=True
        )
    _write_twin(reader)


def _write_twin(reader: Reader) -> None:
    key = twin_of(reader)
    if key:
        NameTwin.objects.update_or_create(reader=reader, defaults={"key": key})
    else:
        NameTwin.objects.filter(reader=reader).delete()


def write_many(readers: Iterable[Reader]) -> int:
    """Index readers that are not in the index yet, thousands at once; return how many."""
    known: dict[str, int] = {}
    rows, done = iter(readers), 0
    while batch := list(islice(rows, _BATCH)):
        words = {reader.pk: words_of(reader) for reader in batch}
        missing = frozenset().union(*words.values()) - known.keys()
        known |= _ids(missing) if missing else {}
        NamePart.objects.bulk_create(_parts(batch, words, known), ignore_conflicts=True, batch_size=_BATCH)
        twins = [NameTwin(reader=reader, key=key) for reader in batch if (key := twin_of(reader))]
        NameTwin.objects.bulk_create(twins, ignore_conflicts=True)
        done += len(batch)
    return done


@transaction.atomic
def rebuild() -> int:
    """Make the index anew from the readers; return how many have been indexed."""
    for model in (NamePart, NameWord, NameTwin):
        model._default_manager.all().delete()
    living = Reader.objects.filter(erased_on__isnull=True, merged_into__isnull=True)
    return write_many(living.order_by("pk").iterator(chunk_size=_BATCH))


def _parts(batch: list[Reader], words: dict[int, frozenset[str]], ids: dict[str, int]) -> Iterator[NamePart]:
    for reader in batch:
        rank = rank_of(reader)
        yield from (NamePart(word_id=ids[word], reader=reader, rank=rank) for word in sorted(words[reader.pk]))


def _ids(words: frozenset[str]) -> dict[str, int]:
    """Return the words' ids, made where absent; inside a transaction nobody forgets them until its end."""
    found: dict[str, int] = {}
    while missing := sorted(words - found.keys()):
        NameWord.objects.bulk_create([NameWord(word=word) for word in missing], ignore_conflicts=True)
        for start in range(0, len(missing), 500):
            found.update(_held(missing[start : start + 500]))
    return found


def _held(words: list[str]) -> list[tuple[str, int]]:
    """Return the words that are there, and hold them. One that is being forgotten at this moment is waited for, and not told."""
    rows = NameWord.objects.filter(word__in=words).order_by("pk").values_list("word", "pk")
    if connection.vendor != "postgresql":  # SQLite has one writer
        return list(rows)
    # Django's own locks would make two desks wait for each other over one «Іванович»; this one stops only forgetting.
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} FOR KEY SHARE", params)
        return [(word, pk) for word, pk in cursor.fetchall()]


def _forget_unused(word_ids: Iterable[int]) -> None:
    """Forget those that nobody has. Who is writing one at this moment holds it: then it stays, for it is theirs (`sweep`)."""
    used = NamePart.objects.filter(word=OuterRef("pk"))
    unused = NameWord.objects.filter(~Exists(used), pk__in=list(word_ids))
    # Held first: what has been written meanwhile only the next statement sees.
    held = list(unused.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True))
    NameWord.objects.filter(~Exists(used), pk__in=held).delete()


@transaction.atomic
def sweep() -> None:
    """Forget every word that nobody has: of a writing that was held, and then given up."""
    used = NamePart.objects.filter(word=OuterRef("pk"))
    _forget_unused(NameWord.objects.filter(~Exists(used)).values_list("pk", flat=True))


def forget_many(readers: Sequence[Reader], now: datetime) -> None:
    """Take many readers out of the index, and those whose records they had absorbed."""
    del now
    parts = NamePart.objects.filter(reader__in=[reader.pk for reader in readers])
    words = set(parts.values_list("word_id", flat=True))
    parts.delete()
    NameTwin.objects.filter(reader__in=[reader.pk for reader in readers]).delete()
    for some in _batches(sorted(words)):
        _forget_unused(some)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    yield from (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def _merge(kept: Reader, gone: Reader, now: datetime) -> None:
    forget_many([gone], now)
    write(kept)


# What the index holds is told as the name itself, by the registry.
HOLDER = Holder(
    code="names",
    order=11,
    collect=lambda reader: (),
    erase=lambda reader, now: forget_many([reader], now),
    erase_many=forget_many,
    merge=_merge,
    models=("people.NamePart", "people.NameTwin"),
)
