"""What is typed about a file of records: which file, how to read it, what to do with its records."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from oseredok.base.core.text import bytes_words
from oseredok.base.ui.fields import ChoiceBlocks
from oseredok.collections.catalogue.crosswalk.reading import DIALECTS
from oseredok.collections.catalogue.formats.columns import TARGETS
from oseredok.collections.catalogue.formats.reading import TABLES
from oseredok.collections.catalogue.imports.models import Batch, Feed
from oseredok.collections.catalogue.imports.queries import Sample
from oseredok.collections.catalogue.models import Location
from oseredok.library.places.models import Library


class FileForm(forms.Form):
    """A file of one's own, or one that lies on the server already."""

    origin = forms.CharField(
        label=_("Звідки записи"),
        help_text=_(
            "Як називаєте ту систему чи список: «ІРБІС», «Koha», «Картотека Excel». Наступні файли звідти впізнаємо."
        ),
        max_length=80,
        error_messages={"required": _("Напишіть, звідки записи.")},
    )
    file = forms.FileField(
        label=_("Файл"),
        required=False,
        error_messages={"empty": _("Файл порожній. Виберіть інший.")},
    )
    server_file = forms.ChoiceField(label=_("Або файл із теки сервера"), required=False)

    def __init__(
        self, *args: Any, files: list[tuple[str, int, float]], origins: list[str], most: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "ISO 2709, MARCXML, текстовий експорт або .mst з ІРБІС, Excel, CSV; можна в архіві ZIP. До {most} МБ, більший "
            "хай адміністратор покладе в теку сервера."
        ).format(most=most)
        if files:
            choices = [(name, f"{name} ({bytes_words(size)})") for name, size, _moment in files]
            self.fields["server_file"].choices = [("", _("не звідти")), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields["server_file"]
        if origins and not self.is_bound:
            self.fields["origin"].initial = origins[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("server_file"):
            self.add_error("file", _("Виберіть файл."))
        return cleaned


class SetUpForm(forms.Form):
    """How to read the file, then the questions whose default answer loses nothing."""

    encoding = forms.ChoiceField(label=_("Де назви читаються правильно?"), widget=ChoiceBlocks())
    dialect = forms.ChoiceField(
        label=_("За якими правилами зроблено записи"),
        choices=[(code, name) for code, name in DIALECTS.items() if code != "list"],
        widget=forms.RadioSelect,
    )
    mode = forms.ChoiceField(
        label=_("Що у файлі"),
        choices=Batch.Mode.choices,
        initial=Batch.Mode.ADD,
        widget=ChoiceBlocks(
            hints={
                "add": _("Нічого не вилучаємо."),
                "delta": _("Позначене у файлі вилученим вилучимо і тут."),
                "full": _("Записи з цієї самої системи, яких у файлі немає, вилучимо. Спершу покажемо, скільки їх."),
            }
        ),
    )
    take_duplicates = forms.TypedChoiceField(
        label=_("Якщо така сама книга вже є"),
        coerce=lambda text: text == "yes",
        choices=[("yes", _("Перенести і показати у звіті")), ("no", _("Не переносити, лише показати"))],
        initial="yes",
        widget=ChoiceBlocks(hints={"yes": _("Так не загубляться примірники."), "no": _("Її примірників теж не буде.")}),
    )

    def __init__(self, *args: Any, batch: Batch, samples: list[Sample], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.columns = list(batch.columns.all())
        if batch.format in TABLES:
            del self.fields["dialect"]
        else:
            self.fields["dialect"].initial = batch.dialect
        if len(samples) > 1:
            encoding = self.fields["encoding"]
            encoding.choices = [(one.encoding, one.name) for one in samples]  # type: ignore[attr-defined]
            encoding.widget.hints = {one.encoding: " · ".join(one.titles[:3])[:220] for one in samples}
            encoding.initial = batch.encoding
        else:
            del self.fields["encoding"]
        for column in self.columns:
            title = column.title or _("Стовпець {number}").format(number=column.place + 1)
            self.fields[f"column_{column.place}"] = forms.ChoiceField(
                label=title, choices=list(TARGETS.items()), required=False, initial=column.target
            )

    def how(self) -> dict[str, Any]:
        """Return what `actions.set_up` asks; only of a valid form."""
        told = self.cleaned_data
        return {
            "encoding": told.get("encoding", self.batch.encoding),
            "dialect": told.get("dialect", self.batch.dialect),
            "mode": told["mode"],
            "take_duplicates": told["take_duplicates"],
        }

    def targets(self) -> list[str]:
        return [self.cleaned_data[f"column_{column.place}"] for column in self.columns]

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{column.place}"] for column in self.columns]


class FollowForm(forms.Form):
    """Take the same file of the server's folder again by itself."""

    mode = forms.ChoiceField(
        label=_("Що буде у файлі"), choices=Feed.Mode.choices, widget=forms.RadioSelect, initial="delta"
    )
    hour = forms.TypedChoiceField(
        label=_("Після якої години"), coerce=int, choices=[(hour, f"{hour:02}:00") for hour in range(24)], initial=3
    )


class PlacesForm(forms.Form):
    """Which branch each code of storage is."""

    def __init__(self, *args: Any, locations: list[Location], libraries: list[Library], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locations = locations
        self._libraries = {str(one.pk): one for one in libraries}
        choices = [("", _("не знаю")), *((pk, one.short_name) for pk, one in self._libraries.items())]
        for one in locations:
            self.fields[f"place_{one.pk}"] = forms.ChoiceField(
                label=str(one), choices=choices, required=False, initial=str(one.library_id or "")
            )

    def places(self) -> dict[int, Library | None]:
        """Return the branch of each location; only of a valid form."""
        return {one.pk: self._libraries.get(self.cleaned_data[f"place_{one.pk}"]) for one in self.locations}
