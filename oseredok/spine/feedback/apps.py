from datetime import date

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "oseredok.spine.feedback"
    label = "feedback"
    verbose_name = "Оцінки й відгуки"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from oseredok.base.audit import registry as audit
        from oseredok.base.backup import registry as backup
        from oseredok.base.core import errands
        from oseredok.base.mail import registry as mail
        from oseredok.library.people import holders
        from oseredok.library.privacy import retention
        from oseredok.spine.feedback import follow_ups, holding, letters, notices, tasks, terms
        from oseredok.spine.feedback.models import Comment, PaperBatch, Point, Topic
        from oseredok.spine.feedback.totals import totals

        errands.register(tasks.ASKING_AGAIN)
        holders.register(holding.HOLDER)
        retention.register(terms.COMMENTS)
        backup.register(backup.Room("feedback", totals=totals))
        audit.register(
            audit.Audited(
                model=Point,
                called=_("точку оцінювання"),
                place=lambda point: point.place_id,
                exclude=("key", "code"),
            )
        )
        audit.register(
            audit.Audited(
                model=PaperBatch,
                called=_("пачку аркушиків"),
                place=lambda batch: batch.place_id,
                exclude=("key",),
            )
        )
        audit.register(audit.Audited(model=Topic, called=_("тему зауважень")))
        # Whoever wrote a comment may have named somebody: its words never get into the log.
        audit.register(
            audit.Audited(
                model=Comment,
                called=_("відгук"),
                name=lambda comment: f"№ {comment.pk}",
                place=lambda comment: comment.place_id,
                exclude=("key",),
                masked=("text", "public_text", "answer"),
            )
        )
        mail.register_ending(letters.asked_at_the_end)
        mail.register(
            notices.LETTER,
            title="Керівникові: погана оцінка або відгук",
            sample={
                "what": "bad_rating",
                "place": "Центральна",
                "day": date(2026, 10, 14),
                "url": "https://biblioteka.example.com/office/opinions/",
            },
        )
        mail.register(
            follow_ups.LETTER,
            title="Людині: що стало краще за кілька тижнів",
            sample={
                "place": "Центральна міська бібліотека",
                "service": "Консультація з е-послуг",
                "asked_on": date(2026, 9, 16),
                "link": "https://biblioteka.example.com/opinion/later/WyJhYiJd:1abcDE:xyz/",
                "days": 30,
            },
            secret=True,
            farewell=True,
        )
