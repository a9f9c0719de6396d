"""Short questionnaires: what is asked, and what people answered. Nothing here says who answered.

An answered form keeps its day, not its hour: a desk that remembers who came at 14:31 could otherwise read the answer.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.library.people.models import Account
from oseredok.library.places.models import Library


class Survey(models.Model):
    """One run of a questionnaire. Runs of one `series` ask the same and are compared."""

    class Layout(models.TextChoices):
        ONE_PAGE = "page", _("усе на одній сторінці")
        BY_ONE = "by_one", _("по одному запитанню на сторінці")

    code = models.SlugField(_("адреса"), max_length=12, unique=True)
    series = models.UUIDField(_("серія"), default=uuid4, editable=False)
    run = models.PositiveSmallIntegerField(_("котрий раз"), default=1)
    title = models.CharField(_("назва"), max_length=160)
    lead = models.CharField(_("навіщо питаємо"), max_length=400, blank=True)
    thanks = models.CharField(_("що сказати наприкінці"), max_length=400, blank=True)
    layout = models.CharField(_("як показувати"), max_length=10, choices=Layout, default=Layout.ONE_PAGE)
    is_listed = models.BooleanField(_("показувати у списку опитувань на сайті"), default=True)
    opens_on = models.DateField(_("з якого дня"), null=True, blank=True)
    closes_on = models.DateField(_("до якого дня (включно)"), null=True, blank=True)
    opened_at = models.DateTimeField(_("відкрито"), null=True, blank=True)
    closed_at = models.DateTimeField(_("закрито"), null=True, blank=True)
    author = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("автор"))
    created_at = models.DateTimeField(_("створено"))
    changed_at = models.DateTimeField(_("змінено"))

    class Meta:
        verbose_name = _("опитування")
        verbose_name_plural = _("опитування")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "run"], name="one_run_of_a_number_in_a_series"),
            models.CheckConstraint(
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(closes_on__gte=models.F("opens_on")),
                name="survey_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True) | Q(opens_on__isnull=False), name="open_survey_has_its_first_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SurveyPlace(models.Model):
    """A library where a survey is held; without any it is held in all of them."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="held_at", verbose_name=_("опитування"))
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))

    class Meta:
        verbose_name = _("де проводять опитування")
        verbose_name_plural = _("де проводять опитування")
        constraints = [models.UniqueConstraint(fields=["survey", "place"], name="survey_held_once_at_a_place")]

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.place_id}"


class Question(models.Model):
    """One question. `key` is the same in every run of a series: by it runs are compared."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("один варіант")
        SEVERAL = "several", _("кілька варіантів")
        SCALE = "scale", _("шкала 1–5 зі словами")
        SKILL = "skill", _("уміння до і після, 1–10")
        NUMBER = "number", _("число")
        TEXT = "text", _("своїми словами")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions", verbose_name=_("опитування"))
    key = models.UUIDField(_("ключ"), default=uuid4, editable=False)
    order = models.PositiveSmallIntegerField(_("порядок"))
    kind = models.CharField(_("вид"), max_length=10, choices=Kind)
    words = models.CharField(_("запитання"), max_length=240)
    hint = models.CharField(_("підказка"), max_length=240, blank=True)
    is_required = models.BooleanField(_("без відповіді не йти далі"), default=False)
    has_other = models.BooleanField(_("додати «інше»"), default=False)
    low = models.CharField(_("що означає 1"), max_length=60, blank=True)
    high = models.CharField(_("що означає 10"), max_length=60, blank=True)
    unit = models.CharField(_("одиниця"), max_length=30, blank=True)
    least = models.PositiveIntegerField(_("найменше"), null=True, blank=True)
    most = models.PositiveIntegerField(_("найбільше"), null=True, blank=True)

    class Meta:
        verbose_name = _("запитання опитування")
        verbose_name_plural = _("запитання опитувань")
        ordering = ["survey", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="one_question_of_a_key_in_a_survey")]

    def __str__(self) -> str:
        return self.words


class Option(models.Model):
    """An answer to choose. On a scale the five stand in the order 1 to 5."""

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="options", verbose_name=_("запитання")
    )
    key = models.UUIDField(_("ключ"), default=uuid4, editable=False)
    order = models.PositiveSmallIntegerField(_("порядок"))
    words = models.CharField(_("варіант"), max_length=120)

    class Meta:
        verbose_name = _("варіант відповіді")
        verbose_name_plural = _("варіанти відповідей")
        ordering = ["question", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "order"], name="one_option_in_its_place")]

    def __str__(self) -> str:
        return self.words


class Batch(models.Model):
    """A pile of paper forms from one library, typed in by staff; its number is written on the pile."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="batches", verbose_name=_("опитування"))
    place = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+", verbose_name=_("бібліотека"))
    number = models.PositiveIntegerField(_("номер пачки"))
    collected_on = models.DateField(_("коли заповнено"))
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name=_("хто вносить"))
    opened_at = models.DateTimeField(_("розпочато"))
    key = models.UUIDField(unique=True, editable=False)  # one form sent twice makes one batch

    class Meta:
        verbose_name = _("пачка паперових анкет")
        verbose_name_plural = _("пачки паперових анкет")
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="one_batch_of_a_number_in_a_survey")]

    def __str__(self) -> str:
        return str(self.number)


class Response(models.Model):
    """One filled form. One that was typed in by mistake is marked, not deleted: the batch keeps its count."""

    class Via(models.TextChoices):
        WEB = "web", _("на сайті")
        PAPER = "paper", _("на папері")

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses", verbose_name=_("опитування"))
    place = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("бібліотека")
    )
    via = models.CharField(_("як відповіли"), max_length=10, choices=Via)
    answered_on = models.DateField(_("день"))
    key = models.UUIDField(unique=True, editable=False)  # one form sent twice counts once
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="responses", verbose_name=_("пачка")
    )
    slip = models.PositiveIntegerField(_("номер анкети в пачці"), null=True, blank=True)
    undone_at = models.DateTimeField(_("прибрано"), null=True, blank=True)

    class Meta:
        verbose_name = _("заповнена анкета")
        verbose_name_plural = _("заповнені анкети")
        ordering = ["survey", "pk"]
        indexes = [models.Index(fields=["survey", "place"], name="response_of_a_place")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "slip"], name="one_slip_of_a_number_in_a_batch"),
            models.CheckConstraint(
                condition=Q(via="web", batch__isnull=True, slip__isnull=True)
                | Q(via="paper", batch__isnull=False, slip__isnull=False),
                name="paper_answer_has_its_batch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answered_on:%Y-%m-%d}"


class Answer(models.Model):
    """What was chosen or said as a number. Several chosen options are several rows."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers", verbose_name=_("анкета"))
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("запитання"))
    option = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("варіант")
    )
    number = models.PositiveIntegerField(_("число або «після»"), null=True, blank=True)
    before = models.PositiveSmallIntegerField(_("«до»"), null=True, blank=True)

    class Meta:
        verbose_name = _("відповідь")
        verbose_name_plural = _("відповіді")
        ordering = ["response", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "option"], name="an_option_chosen_once"),
            models.UniqueConstraint(
                fields=["response", "question"], condition=Q(option__isnull=True), name="a_number_said_once"
            ),
            models.CheckConstraint(
                condition=Q(option__isnull=False, number__isnull=True, before__isnull=True)
                | Q(option__isnull=True, number__isnull=False),
                name="answer_is_an_option_or_a_number",
            ),
        ]

    def __str__(self) -> str:
        return str(self.option_id or self.number)


class FreeText(models.Model):
    """What somebody wrote in their own words: apart from the numbers, unseen by the public until staff have read it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("чекає на перегляд")
        SHOWN = "shown", _("можна показувати")
        HIDDEN = "hidden", _("не показувати")
        FORGOTTEN = "forgotten", _("текст стерто")

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="texts", verbose_name=_("анкета"))
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("запитання"))
    is_other = models.BooleanField(_("своє «інше»"), default=False)
    text = models.TextField(_("текст"), max_length=2000, blank=True)
    state = models.CharField(_("стан"), max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто переглянув")
    )
    decided_at = models.DateTimeField(_("переглянуто"), null=True, blank=True)

    class Meta:
        verbose_name = _("відповідь своїми словами")
        verbose_name_plural = _("відповіді своїми словами")
        ordering = ["question", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="one_text_to_a_question"),
            models.CheckConstraint(
                condition=~Q(state="forgotten") | Q(text=""), name="forgotten_text_of_an_answer_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()
