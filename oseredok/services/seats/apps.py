from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "oseredok.services.seats"
    label = "seats"
    verbose_name = "Місця в залі"

    def ready(self) -> None:
        from oseredok.base.core import errands
        from oseredok.base.mail import registry as mail
        from oseredok.library.people import holders
        from oseredok.library.places import followers
        from oseredok.library.privacy import retention
        from oseredok.services.seats import audited, closures, holding, letters, subjects, tasks
        from oseredok.spine.journal import subjects as journal_subjects

        audited.declare()
        errands.register(tasks.KEEPING)
        holders.register(holding.HOLDER)
        retention.register(holding.CONTACTS)
        journal_subjects.register("seats", subjects.describe)
        followers.register(
            followers.Follower(
                "seats",
                closed=closures.pause,
                reopened=closures.resume,
                hours_changed=tasks.order_fitting,
            )
        )
        for name, title in letters.TITLES.items():
            mail.register(name, title=title, sample=letters.SAMPLE, secret=True)
