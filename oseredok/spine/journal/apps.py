from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "oseredok.spine.journal"
    label = "journal"
    verbose_name = "Щоденник"

    def ready(self) -> None:
        from oseredok.base.backup import registry as backup
        from oseredok.base.core import errands
        from oseredok.library.people import holders
        from oseredok.spine.journal import holding, tally, tasks
        from oseredok.spine.journal.totals import totals

        errands.register(tasks.SETTLING)
        holders.register(holding.HOLDER)
        backup.register(
            backup.Room(
                "journal",
                left_out=tally.TABLES,
                make_again=tally.rebuild,
                totals=totals,
            )
        )
