from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "oseredok.services.visits"
    label = "visits"
    verbose_name = "Відвідування"

    def ready(self) -> None:
        from oseredok.library.people.imports import followers
        from oseredok.services.visits import importing

        followers.register(importing.FOLLOWER)
        from oseredok.base.core import errands
        from oseredok.library.people import holders
        from oseredok.services.visits import arriving, holding, tasks
        from oseredok.spine.journal import arrivals

        errands.register(tasks.FORGETTING)
        holders.register(holding.HOLDER)
        arrivals.register(arriving.came, arriving.taken_back)
