"""`oseredok search`: the index of the search at the keyboard."""

from datetime import UTC, datetime

from oseredok.base.core.text import counted, number
from oseredok.console.problems import plain_words
from oseredok.console.say import say, step

TELL_EACH = 20_000
SHOWN = 5


def reindex() -> int:
    """Build the index anew beside the one that is asked, and switch."""
    from oseredok.spine.search import indexer

    with plain_words(), step("Індекс пошуку") as tell:
        told = 0

        def progress(done: int) -> None:
            nonlocal told
            if done >= told + TELL_EACH:
                told = done // TELL_EACH * TELL_EACH
                tell(number(told))

        done = indexer.rebuild(tell=progress)
    say(f"У пошуку {counted(done, 'запис', 'записи', 'записів')}.")
    return 0


def check() -> int:
    """Compare the index with the database; what waits in the queue is no difference."""
    from oseredok.spine.search import indexer

    differ = False
    with plain_words():
        for one in indexer.differences():
            if one.is_none:
                say(f"✓ {one.source}")
                continue
            differ = True
            say(f"✗ {one.source}: бракує {len(one.missing)}, зайвих {len(one.left_over)}, застарілих {len(one.stale)}")
            for uid in (one.missing + one.left_over + one.stale)[:SHOWN]:
                say(f"    {uid}")
    if differ:
        say("Збудуйте індекс наново: oseredok search reindex.")
    return int(differ)


def status() -> int:
    """Say how the index is and how much waits."""
    from oseredok.spine.search import health, indexer, indexes

    with plain_words():
        finding = health.find_index(datetime.now(tz=UTC))
        say(str(finding))
        engine = indexes.engine()
        for code, many in sorted(engine.counts().items()) if engine else ():
            say(f"    {code}: {number(many)}")
        say(f"Чекає змін: {number(indexer.waiting_count())}.")
    return 0
