"""Who: staff accounts and their roles at places; readers, just enough to be found at the desk."""

from datetime import UTC
from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.text import first_name_and_letter
from oseredok.library.people.registry.models import Application, ClassCode, ListExport
from oseredok.library.people.staff.models import AccountEvent, FailedSignIn
from oseredok.library.places.models import Library

# Django finds an app's tables here; who writes those of a package imports them from their own module.
__all__ = [
    "Account",
    "AccountEvent",
    "AgeGroup",
    "Application",
    "ClassCode",
    "FailedSignIn",
    "ListExport",
    "Reader",
    "Registration",
    "Role",
    "RoleAssignment",
    "SocialStatus",
]


class Role(models.TextChoices):
    """Staff roles (design §8). Guests and readers have no staff account."""

    CONSULTANT = "consultant", _("консультант")
    BRANCH_LIBRARIAN = "branch_librarian", _("бібліотекар філії")
    CATALOGUER = "cataloguer", _("каталогізатор")
    METHODIST = "methodist", _("методист")
    HEAD = "head", _("керівник центру")
    DIRECTOR = "director", _("директор")
    ADMINISTRATOR = "administrator", _("адміністратор")


class AgeGroup(models.TextChoices):
    """The finest age groups that are counted (facts: statistics §3.1); every official scheme is a sum of them."""

    A0_6 = "0_6", _("до 6")
    A7_9 = "7_9", _("7–9")
    A10_14 = "10_14", _("10–14")
    A0_14 = "0_14", _("до 14")  # an anonymous tap at the desk knows no finer
    A15_17 = "15_17", _("15–17")
    A18_21 = "18_21", _("18–21")
    A22_35 = "22_35", _("22–35")
    A36_59 = "36_59", _("36–59")
    A60_74 = "60_74", _("60–74")
    A75P = "75p", _("75+")
    A60P = "60p", _("60+")  # an anonymous tap


class SocialStatus(models.TextChoices):
    """One value, told by the person (facts: statistics §3.2)."""

    PRESCHOOLER = "preschooler", _("дошкільник")
    PUPIL = "pupil", _("учень")
    VOCATIONAL_STUDENT = "vocational_student", _("здобувач профтехосвіти")
    STUDENT = "student", _("студент")
    TEACHER = "teacher", _("викладач, учитель")
    EMPLOYEE = "employee", _("працівник (службовець)")
    WORKER = "worker", _("робітник")
    FARMER = "farmer", _("працівник сільського господарства")
    ENTREPRENEUR = "entrepreneur", _("підприємець (ФОП)")
    MEDIC = "medic", _("медичний працівник")
    CULTURE_WORKER = "culture_worker", _("працівник культури")
    OFFICIAL = "official", _("державний службовець, посадова особа ОМС")
    MILITARY = "military", _("військовослужбовець")
    UNEMPLOYED = "unemployed", _("тимчасово не працює")
    HOMEMAKER = "homemaker", _("веде домашнє господарство, у декреті")
    PENSIONER = "pensioner", _("пенсіонер")
    OTHER = "other", _("інше")


class GroupFlag(models.TextChoices):
    """Sensitive groups (facts: statistics §3.3), told by the person, kept and counted only apart."""

    IDP = "idp", _("переселення")
    DISABILITY = "disability", _("інвалідність")
    VETERAN = "veteran", _("ветеран або ветеранка")
    VETERAN_FAMILY = "veteran_family", _("родина ветерана")
    LARGE_FAMILY = "large_family", _("багатодітна родина")
    LOW_INCOME = "low_income", _("малозабезпеченість")
    CARER = "carer", _("догляд за людиною")
    WAR_AFFECTED = "war_affected", _("постраждали від бойових дій")


class Account(AbstractUser):
    """A member of staff who signs in. Never deleted: work keeps its author; a leaver is made inactive."""

    patronymic = models.CharField(_("по батькові"), max_length=60, blank=True)
    position = models.CharField(_("посада"), max_length=120, blank=True)
    password_is_temporary = models.BooleanField(_("пароль тимчасовий"), default=False)

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined,misc]
        verbose_name = _("працівник")
        verbose_name_plural = _("працівники")

    @property
    def full_name(self) -> str:
        """`Коваленко Наталя Іванівна`; the sign-in name while no other is known."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part) or self.username

    @property
    def lasting_id(self) -> str:
        """What names the account for ever: a number alone may be given again after a restore."""
        return f"{self.pk}@{self.date_joined.astimezone(UTC).isoformat()}"

    @property
    def short_name(self) -> str:
        """`Наталя К.`: how the staff bar and the lists call a colleague."""
        return first_name_and_letter(self.first_name, self.last_name) or self.username


class RoleAssignment(models.Model):
    """A role held at a place in [given_at, taken_at); `place` null means the whole system. Rows stay as history."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(_("роль"), max_length=20, choices=Role)
    place = models.ForeignKey(Library, on_delete=models.PROTECT, null=True, blank=True, related_name="role_assignments")
    given_at = models.DateTimeField(_("надано"))
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(_("знято"), null=True, blank=True)
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("роль працівника")
        verbose_name_plural = _("ролі працівників")
        ordering = ["account", "given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "place"],
                condition=Q(taken_at__isnull=True),
                name="one_live_role_at_a_place",
            ),
            # SQLite holds nulls distinct, so the whole-system roles need a rule of their own.
            models.UniqueConstraint(
                fields=["account", "role"],
                condition=Q(taken_at__isnull=True, place__isnull=True),
                name="one_live_role_in_the_system",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(given_at__lte=F("taken_at")), name="role_taken_after_given"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.get_role_display()}"

    @property
    def lasting_id(self) -> str:
        """What names this giving of the role for ever: a number alone may be given again after a restore."""
        return f"{self.pk}@{self.given_at.astimezone(UTC).isoformat()}"


class Reader(models.Model):
    """A registered user: a person or an organisation, with the least that a library needs to know.

    Days, not moments: a moment of registration would name the journal's entry that was written with it. After erasing
    the row stays for its registrations, without anything that names anybody (`privacy.actions.erase_reader`).
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("особа")
        ORGANISATION = "organisation", _("організація")

    class Category(models.TextChoices):
        """How a reader uses the library (facts: 6nk §4, users.remote; statistics §3.4)."""

        LOCAL = "local", _("користувач бібліотеки")
        GUEST = "guest", _("гість міста, тимчасово")
        REMOTE = "remote", _("лише віддалено")

    class Leaving(models.TextChoices):
        """Why a reader is not one any more; no free words about a person."""

        OWN_WISH = "own_wish", _("за власним бажанням")
        MOVED = "moved", _("переїзд")
        NOT_COMING = "not_coming", _("давно не приходить")
        DIED = "died", _("смерть")
        CLOSED = "closed", _("організація припинила роботу")
        MISTAKE = "mistake", _("записано помилково")

    public_id = models.UUIDField(
        _("адреса сторінки"), default=uuid4, unique=True, editable=False
    )  # no card number in logs
    kind = models.CharField(_("хто"), max_length=20, choices=Kind, default=Kind.PERSON)
    category = models.CharField(_("як користується"), max_length=8, choices=Category, default=Category.LOCAL)
    card_number = models.CharField(_("номер квитка"), max_length=12, unique=True)
    surname = models.CharField(_("прізвище або назва організації"), max_length=120)
    given_name = models.CharField(_("ім’я"), max_length=60, blank=True)
    patronymic = models.CharField(_("по батькові"), max_length=60, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("рік народження"), null=True, blank=True)
    # The whole date only where a rule asks for it: in the year in which a child turns 14 the year alone does not tell.
    birth_date = models.DateField(_("дата народження"), null=True, blank=True)
    social_status = models.CharField(_("рід занять"), max_length=20, choices=SocialStatus, blank=True)
    phone = models.CharField(_("телефон"), max_length=16, blank=True)  # E.164
    email = models.EmailField(_("електронна пошта"), blank=True)
    responsible_person = models.CharField(_("відповідальна особа"), max_length=160, blank=True)  # of an organisation
    guardian_name = models.CharField(_("хто з батьків або опікунів"), max_length=160, blank=True)  # under 14
    guardian_phone = models.CharField(_("телефон батьків або опікуна"), max_length=16, blank=True)
    home_library = models.ForeignKey(
        Library, on_delete=models.PROTECT, related_name="readers", verbose_name=_("бібліотека")
    )
    name_key = models.CharField(
        _("слова імені для пошуку"), max_length=700, editable=False
    )  # loose words, each after a space: `rules.name_key`
    pin_hash = models.CharField(
        _("PIN-код"), max_length=128, blank=True, editable=False
    )  # sign-in by card and PIN, set at the desk
    created_on = models.DateField(_("записано"))
    created_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("хто записав")
    )
    valid_until = models.DateField(_("діє до"), null=True, blank=True)  # a guest's registration ends
    closed_on = models.DateField(_("вибув"), null=True, blank=True)
    closed_why = models.CharField(_("чому вибув"), max_length=10, choices=Leaving, blank=True)
    erased_on = models.DateField(_("стерто"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="absorbed",
        verbose_name=_("об’єднано з"),
    )

    class Meta:
        verbose_name = _("читач")
        verbose_name_plural = _("читачі")
        indexes = [
            # With the id, which is all that is asked of them: PostgreSQL then need not read the readers themselves.
            models.Index(fields=["phone", "id"], name="reader_phone"),
            models.Index(fields=["email", "id"], name="reader_email"),
            models.Index(fields=["guardian_phone"], name="reader_guardian_phone"),
            # Of those who were merged only: nearly all are not, and SQLite would look through them in this index.
            models.Index(fields=["merged_into"], name="reader_merged", condition=Q(merged_into__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__range=(1900, 2100)), name="birth_year_is_a_year"
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True)
                | Q(
                    surname="",
                    given_name="",
                    patronymic="",
                    phone="",
                    email="",
                    responsible_person="",
                    guardian_name="",
                    guardian_phone="",
                    name_key="",
                    pin_hash="",
                    birth_year__isnull=True,
                    birth_date__isnull=True,
                ),
                name="erased_reader_has_no_person",
            ),
        ]

    def __str__(self) -> str:
        return f"reader {self.pk}"  # neither a name nor a card in logs

    @property
    def full_name(self) -> str:
        """`Шевченко Тарас Григорович`, or the organisation's name; after erasing, that it is erased."""
        if self.erased_on is not None:
            return str(_("стертий запис"))
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


class NameWord(models.Model):
    """A loose word of somebody's name, each once: what is typed is looked for here, among tens of thousands of words."""

    word = models.CharField(max_length=120, unique=True)

    class Meta:
        verbose_name = _("слово імені")
        verbose_name_plural = _("слова імен")

    def __str__(self) -> str:
        return f"name word {self.pk}"


class NamePart(models.Model):
    """A reader has a word in the name. Written by `name_index` only; can be made anew from the readers at any time.

    `rank` sorts as the desk's lists do (those who left come last, then Ukrainian order), so that the first ten of
    thousands are read from the index without sorting.
    """

    # A word goes only when nobody has it: Django need not look for its parts, the database's constraint stands guard.
    word = models.ForeignKey(NameWord, on_delete=models.DO_NOTHING, related_name="parts", db_index=False)
    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="name_parts", db_index=False)
    rank = models.BinaryField(max_length=1000)

    class Meta:
        verbose_name = _("частина імені")
        verbose_name_plural = _("частини імен")
        indexes = [models.Index(fields=["word", "rank", "reader"], name="name_part_order")]
        constraints = [models.UniqueConstraint(fields=["reader", "word"], name="name_part_once")]

    def __str__(self) -> str:
        return f"name part {self.pk}"


class NameTwin(models.Model):
    """The first words of a reader's surname and given name with the year of birth: who has the same may be the same person.

    Nobody without all three has a row. Written by `name_index` only, as the index of names is.
    """

    reader = models.OneToOneField(Reader, on_delete=models.CASCADE, related_name="twin")
    key = models.CharField(max_length=250)

    class Meta:
        verbose_name = _("однакові ім’я та рік")
        verbose_name_plural = _("однакові імена та роки")
        indexes = [models.Index(fields=["key", "reader"], name="name_twin_key")]  # all that is asked of it

    def __str__(self) -> str:
        return f"name twin {self.pk}"


class FormerCard(models.Model):
    """A card number that opens nothing any more: lost, worn out, or of a record merged into another.

    A merged card still finds its reader; a lost one is told to be lost. Numbers are never handed out twice: the row of
    an erased reader's card stays, with nobody behind it.
    """

    class Reason(models.TextChoices):
        LOST = "lost", _("загублено")
        WORN = "worn", _("зносився")
        MERGED = "merged", _("записи об’єднано")
        ERASED = "erased", _("дані стерто")

    number = models.CharField(_("номер"), max_length=12, unique=True)
    reader = models.ForeignKey(Reader, on_delete=models.SET_NULL, null=True, blank=True, related_name="former_cards")
    reason = models.CharField(_("чому"), max_length=8, choices=Reason)
    ended_on = models.DateField(_("не діє з"))
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("колишній квиток")
        verbose_name_plural = _("колишні квитки")
        ordering = ["-ended_on", "-pk"]

    def __str__(self) -> str:
        return f"former card {self.pk}"


class Registration(models.Model):
    """A reader's (re-)registration for a calendar year; counted once per system (facts: 6nk §4, users.registered)."""

    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="registrations")
    year = models.PositiveSmallIntegerField(_("рік"))
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="registrations")
    is_first = models.BooleanField(_("уперше"))
    age_group = models.CharField(max_length=8, choices=AgeGroup, blank=True)
    registered_on = models.DateField(_("дата"))

    class Meta:
        verbose_name = _("реєстрація")
        verbose_name_plural = _("реєстрації")
        constraints = [models.UniqueConstraint(fields=["reader", "year"], name="reader_registered_once_a_year")]

    def __str__(self) -> str:
        return f"{self.reader} {self.year}"
