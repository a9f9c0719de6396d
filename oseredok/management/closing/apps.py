from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "oseredok.management.closing"
    label = "closing"
    verbose_name = "Закриття"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit.registry import Audited, register
        from oseredok.base.core import errands
        from oseredok.base.jobs import registry as jobs
        from oseredok.library.people import holders
        from oseredok.management.closing import holding, tasks
        from oseredok.management.closing import preferences as preferences  # declares what may be set
        from oseredok.management.closing.models import Closing, DataDecision

        jobs.register(tasks.export, title=tasks.TITLE)
        jobs.register(tasks.seal, title=tasks.SEALING)
        jobs.register(tasks.erase, title=tasks.ERASING)
        errands.register(tasks.TIDYING)
        holders.register(holding.HOLDER)
        register(Audited(model=Closing, called=_("закриття"), place=lambda closing: closing.place_id, exclude=("job",)))
        register(
            Audited(
                model=DataDecision,
                called=_("рішення про персональні дані"),
                name=lambda decision: str(decision.get_way_display()),
                place=lambda decision: decision.closing.place_id,
                exclude=("seal_recipient", "seal_secret", "erasing_from"),
            )
        )
