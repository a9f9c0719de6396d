from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "oseredok.spine.surveys"
    label = "surveys"
    verbose_name = "Опитування"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.base.core import errands
        from oseredok.spine.surveys import preferences as preferences  # declares what may be set
        from oseredok.spine.surveys import tasks
        from oseredok.spine.surveys.models import Question, Survey

        errands.register(tasks.FORGETTING)
        audit.register(audit.Audited(model=Survey, called=_("опитування"), exclude=("series", "created_at", "author")))
        audit.register(
            audit.Audited(
                model=Question,
                called=_("запитання опитування"),
                name=lambda question: f"{question.survey.title}: {question.words}",
            )
        )
