from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "oseredok.spine.search"
    label = "search"
    verbose_name = "Пошук"

    def ready(self) -> None:
        from oseredok.base.backup import registry as backup
        from oseredok.base.core import changes, errands
        from oseredok.base.jobs import residents
        from oseredok.spine.search import health, indexer, outbox, tasks

        changes.register("search", outbox.changed)
        residents.register(tasks.RESIDENT)
        errands.register(tasks.FORGETTING)
        health.register()
        # The index is made of the database: a copy leaves it out, and a restored centre makes its own.
        backup.register(
            backup.Room(
                "search",
                left_out=("search_searchoutbox", "search_indexrow", "search_indexbuild"),
                make_again=indexer.throw_away,
            )
        )
