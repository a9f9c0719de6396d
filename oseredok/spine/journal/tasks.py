"""Background work of the journal. The worker's sweep calls `settle_journal` every minute or so."""

from django_tasks import task

from oseredok.spine.journal import tally


@task()
def settle_journal() -> int:
    """Add untallied entries to the tally. Numbers are exact without it; it keeps reading them fast."""
    return tally.settle()
