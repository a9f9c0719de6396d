"""Records, their copies, their headings. The shape as a whole: the package's docstring; why so: ADR 20."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from oseredok.collections.catalogue.crosswalk.description import Data, PlainJson
from oseredok.collections.catalogue.imports.models import Batch, Before, Feed, FileColumn, Finding, KnownColumn, Origin
from oseredok.library.places.models import Library

# Django finds an app's tables here; what is about imports is imported from its own module.
__all__ = [
    "Batch",
    "Before",
    "Classed",
    "Copy",
    "Feed",
    "FileColumn",
    "Finding",
    "Heading",
    "KnownColumn",
    "Location",
    "Mention",
    "Number",
    "Origin",
    "Record",
    "Source",
    "Tombstone",
    "is_live",
]


def is_live(of: str = "") -> Q:
    """Return the condition that everybody may see a record; `of` is the way to it: «record», «mentions__record»."""
    return Q(**{f"{of}__{name}" if of else name: True for name in ("deleted_at__isnull", "hidden_at__isnull")})


class LiveRecords(models.Manager["Record"]):
    """What everybody may see: neither gone nor hidden."""

    def get_queryset(self) -> models.QuerySet[Record]:
        return super().get_queryset().filter(is_live())


class PresentRecords(models.Manager["Record"]):
    """What the library has, hidden records too: what a file of records is compared with."""

    def get_queryset(self) -> models.QuerySet[Record]:
        return super().get_queryset().filter(deleted_at__isnull=True)


class Record(models.Model):
    """One bibliographic description."""

    class Kind(models.TextChoices):
        BOOK = "book", _("книга")
        ARTICLE = "article", _("стаття")
        SERIAL = "serial", _("журнал чи газета")
        ISSUE = "issue", _("номер журналу чи газети")
        LOCAL = "local", _("краєзнавчий матеріал")
        EDOCUMENT = "edocument", _("електронний документ")
        MAP = "map", _("карта")
        MUSIC = "music", _("ноти")
        AUDIO = "audio", _("звукозапис")
        VIDEO = "video", _("відео")
        OTHER = "other", _("інше")

    kind = models.CharField(_("вид"), max_length=9, choices=Kind)
    title = models.TextField(_("назва"))  # the main title alone; what else there is stands in `data`
    author = models.CharField(_("автор"), max_length=300, blank=True)  # the first heading: «Шевченко, Тарас Григорович»
    year = models.SmallIntegerField(_("рік"), null=True, blank=True)
    year_to = models.SmallIntegerField(_("до року"), null=True, blank=True)  # of what came out over several years
    language = models.CharField(_("мова"), max_length=3, blank=True)  # ISO 639-2, as MARC has it
    title_key = models.BinaryField(max_length=64)  # bytes that sort in Ukrainian order: `keys.sort_key`
    author_key = models.BinaryField(max_length=64)
    edition_key = models.BigIntegerField()  # equal for editions of one work
    match_key = models.BigIntegerField()  # equal for descriptions of one book
    host_key = models.BigIntegerField(null=True, blank=True)  # of what it stands in: `hosting.key_of`
    data: models.JSONField[Data, Data] = models.JSONField(default=dict, encoder=PlainJson)
    origin = models.ForeignKey(Origin, on_delete=models.PROTECT, null=True, blank=True, related_name="records")
    control_number = models.CharField(_("номер запису"), max_length=80, blank=True)  # in the system it came from
    digest = models.BigIntegerField(default=0)  # of the source's bytes: has anything changed since?
    made_at = models.DateTimeField(_("з’явився"))
    changed_at = models.DateTimeField(_("змінено"))
    edited_at = models.DateTimeField(_("виправлено вручну"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("вилучено"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("приховано"), null=True, blank=True)  # by staff: no file shows it again
    # The record of the same book that has taken its copies: its own page leads there, and no file brings it back.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    hidden_why = models.CharField(_("чому приховано"), max_length=300, blank=True)
    # Which files brought it, changed it last, and saw it last. Read whole-table by undoing, so without indexes.
    made_in = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    changed_in = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    seen_in = models.ForeignKey(Batch, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)

    objects = models.Manager()
    live = LiveRecords()
    present = PresentRecords()

    class Meta:
        verbose_name = _("бібліографічний запис")
        verbose_name_plural = _("бібліографічні записи")
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "control_number"],
                condition=~Q(control_number=""),
                name="record_number_once_an_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["title_key"], name="record_by_title"),
            models.Index(fields=["author_key"], name="record_by_author"),
            models.Index(fields=["edition_key"], name="record_by_edition"),
            models.Index(fields=["match_key"], name="record_by_match"),
            models.Index(fields=["digest"], name="record_by_digest"),
            models.Index(fields=["host_key"], name="record_by_host", condition=Q(host_key__isnull=False)),
            models.Index(fields=["changed_at", "id"], name="record_by_change"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Whether everybody may see it."""
        return self.deleted_at is None and self.hidden_at is None


class Tombstone(models.Model):
    """A record whose row is gone for good, so that harvesters who have taken it hear of it, whenever they come."""

    record = models.BigIntegerField(primary_key=True)  # its former number, which nothing else ever gets
    kind = models.CharField(max_length=9, choices=Record.Kind)
    branches = models.CharField(max_length=600, blank=True)  # codes of those that had a copy, each between bars
    gone_at = models.DateTimeField()

    class Meta:
        verbose_name = _("слід прибраного запису")
        verbose_name_plural = _("сліди прибраних записів")
        indexes = [models.Index(fields=["gone_at", "record"], name="tombstone_by_time")]

    def __str__(self) -> str:
        return str(self.record)


class Source(models.Model):
    """A record as it came. `raw` is the bytes of the file, or of the row of a table."""

    record = models.OneToOneField(Record, on_delete=models.CASCADE, primary_key=True, related_name="source")
    raw = models.BinaryField()
    format = models.CharField(max_length=8)  # `formats.reading.FORMATS`
    dialect = models.CharField(max_length=8)  # `crosswalk.DIALECTS`
    encoding = models.CharField(max_length=12)  # `formats.encodings.ENCODINGS`

    class Meta:
        verbose_name = _("запис, як надійшов")
        verbose_name_plural = _("записи, як надійшли")

    def __str__(self) -> str:
        return f"{self.format} {self.record_id}"


class Number(models.Model):
    """A number by which books are known everywhere."""

    class Kind(models.TextChoices):
        ISBN = "isbn", "ISBN"
        ISSN = "issn", "ISSN"

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="numbers")
    kind = models.CharField(max_length=4, choices=Kind)
    value = models.CharField(max_length=13)

    class Meta:
        verbose_name = _("ISBN чи ISSN")
        verbose_name_plural = _("ISBN та ISSN")
        indexes = [models.Index(fields=["value"], name="number_by_value")]

    def __str__(self) -> str:
        return self.value


class Location(models.Model):
    """A place of storage by the code of the system that a record came from, tied to a branch by the library."""

    origin = models.ForeignKey(Origin, on_delete=models.CASCADE, null=True, blank=True, related_name="locations")
    code = models.CharField(_("код"), max_length=80)
    name = models.CharField(_("назва"), max_length=120, blank=True)
    library = models.ForeignKey(Library, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("місце зберігання")
        verbose_name_plural = _("місця зберігання")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "code"], name="location_once_an_origin", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return self.name or self.code


class Copy(models.Model):
    """A copy, or `quantity` copies that nobody tells apart."""

    class Status(models.TextChoices):
        FREE = "free", _("вільний")
        LENT = "lent", _("виданий")
        RESERVED = "reserved", _("замовлений")
        READING_ROOM = "reading", _("лише в читальній залі")
        AWAY = "away", _("тимчасово недоступний")
        LOST = "lost", _("загублений")
        WRITTEN_OFF = "off", _("списаний")

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="copies")
    # The merged record whose source tells of it; empty where that is the record itself.
    came_with = models.ForeignKey(
        Record, models.CASCADE, null=True, blank=True, related_name="copies_away", db_index=False
    )
    location = models.ForeignKey(Location, on_delete=models.PROTECT, null=True, blank=True, related_name="copies")
    status = models.CharField(_("стан"), max_length=8, choices=Status, default=Status.FREE)
    inventory_number = models.CharField(_("інвентарний номер"), max_length=40, blank=True)
    barcode = models.CharField(_("штрихкод"), max_length=40, blank=True)
    shelf_mark = models.CharField(_("шифр"), max_length=120, blank=True)
    collection = models.CharField(_("зібрання"), max_length=80, blank=True)
    quantity = models.PositiveIntegerField(_("примірників"), default=1)
    accession_date = models.DateField(_("надійшов"), null=True, blank=True)
    price = models.DecimalField(_("ціна, грн"), max_digits=10, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("примітка"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("примірник")
        verbose_name_plural = _("примірники")
        indexes = [
            models.Index(fields=["inventory_number"], name="copy_by_inventory", condition=~Q(inventory_number="")),
            models.Index(fields=["barcode"], name="copy_by_barcode", condition=~Q(barcode="")),
            models.Index(fields=["came_with"], name="copy_by_merged", condition=Q(came_with__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.inventory_number or self.barcode or f"copy {self.pk}"


class Heading(models.Model):
    """A person, a body, a topic or a place by which records are looked through."""

    class Kind(models.TextChoices):
        PERSON = "person", _("особа")
        BODY = "body", _("організація")
        TOPIC = "topic", _("тема")
        PLACE = "place", _("місце")

    kind = models.CharField(max_length=6, choices=Kind)
    text = models.CharField(_("заголовок"), max_length=300)
    key = models.BigIntegerField()  # of the letters alone, look-alikes folded: `keys.hashed`
    sort_key = models.BinaryField(max_length=64)

    class Meta:
        verbose_name = _("заголовок")
        verbose_name_plural = _("заголовки")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="heading_once_a_kind")]
        indexes = [models.Index(fields=["kind", "sort_key"], name="heading_in_order")]

    def __str__(self) -> str:
        return self.text


class Mention(models.Model):
    """A heading at a record. `role` is of `crosswalk.roles.Role`; «sub» means that the record is about it."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="mentions")
    heading = models.ForeignKey(Heading, on_delete=models.CASCADE, related_name="mentions")
    role = models.CharField(max_length=3)

    class Meta:
        verbose_name = _("заголовок при записі")
        verbose_name_plural = _("заголовки при записах")

    def __str__(self) -> str:
        return f"{self.heading_id} {self.role} {self.record_id}"


class Classed(models.Model):
    """A class of `classes.tree` that a record stands under; the wider classes too, so that one question counts them."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="classed")
    scheme = models.CharField(max_length=3)  # `classes.tree.SCHEMES`
    code = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("клас запису")
        verbose_name_plural = _("класи записів")
        indexes = [models.Index(fields=["scheme", "code"], name="classed_by_code")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
