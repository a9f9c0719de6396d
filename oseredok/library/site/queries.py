"""Reads of the pages: what visitors see, what staff see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from oseredok.library.people.access import Duty
from oseredok.library.places.models import Library
from oseredok.library.site import richtext, rules
from oseredok.library.site.differences import Row, compared
from oseredok.library.site.models import FormerAddress, Page, Version


@dataclass(frozen=True)
class Shown:
    """The words of a page in one language; `is_translated` is false when the other language had to stand in."""

    title: str
    summary: str
    body: str
    is_translated: bool = True


@dataclass(frozen=True)
class Part:
    """One thing of a version and how it changed: the title, the text, the English text."""

    name: str
    rows: list[Row]


def shown() -> QuerySet[Page]:
    """Return what visitors may read, in the order of the menu."""
    return Page.objects.filter(published__isnull=False, deleted_at__isnull=True).select_related("published")


def shown_at(slug: str) -> Page | None:
    """Return the page that visitors read at an address."""
    return shown().select_related("place", "parent__published", "parent__parent__published").filter(slug=slug).first()


def moved_to(slug: str) -> Page | None:
    """Return the page that used to have an address and is still shown."""
    former = FormerAddress.objects.filter(
        slug=slug, page__published__isnull=False, page__deleted_at__isnull=True
    ).select_related("page")
    found = former.first()
    return found.page if found else None


def placed() -> list[Page]:
    """Return pages of the menu and of the footer, in their order."""
    return list(shown().exclude(placement=Page.Placement.NOWHERE))


def parts_of(page: Page) -> list[Page]:
    """Return the shown pages that are parts of this one."""
    return list(shown().filter(parent=page).order_by("order", "pk"))


def way_to(page: Page) -> list[Page]:
    """Return the shown pages above this one, the topmost first."""
    above: list[Page] = []
    step = page.parent
    while step is not None and len(above) < rules.DEEPEST:
        if step.published_id is not None:
            above.insert(0, step)
        step = step.parent
    return above


def words_of(version: Version, language: str) -> Shown:
    """Return a version in a language; what is not translated comes in Ukrainian."""
    if language == "uk":
        return Shown(version.title, version.summary, version.body)
    if version.is_translated:
        return Shown(version.title_en, version.summary_en, version.body_en)
    return Shown(version.title, version.summary, version.body, is_translated=False)


def menu_name(page: Page, language: str) -> tuple[str, bool]:
    """Return how the menu calls a page, and whether these words are of that language."""
    version = page.published or page.latest
    if language != "uk":
        translated = page.menu_name_en or (version.title_en if version and version.is_translated else "")
        if translated:
            return translated, True
    return page.menu_name or str(version.title if version else page.slug), language == "uk"


# --- For staff -------------------------------------------------------------------------------------------


def pages() -> QuerySet[Page]:
    """Return every page, the deleted ones too."""
    return Page.objects.select_related("place", "latest__author", "published", "parent__latest").annotate(
        many_versions=Count("versions")
    )


def versions(page: Page) -> QuerySet[Version]:
    """Return the versions of a page, the latest first."""
    return page.versions.select_related("author", "restored_from")


def places_of_writer(duty: Duty) -> list[Library]:
    """Return the libraries whose pages this duty writes."""
    return [one for one in duty.places if rules.can(rules.check_can_write, duty, place_id=one.pk)]


def differences(before: Version, after: Version) -> list[Part]:
    """Return what changed between two versions, thing by thing; a thing that both lack is left out."""
    return compared_words(texts_of_version(before), texts_of_version(after))


def compared_words(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> list[Part]:
    """Return how named texts changed."""
    pairs = [(name, old, new) for (name, old), (_same, new) in zip(before, after, strict=True) if old or new]
    return [Part(name, compared(old, new)) for name, old, new in pairs]


def texts_of_version(version: Version) -> list[tuple[str, str]]:
    """Return the words of a kept version as people compare them."""
    return texts_of(
        title=version.title,
        summary=version.summary,
        body=version.body,
        title_en=version.title_en,
        summary_en=version.summary_en,
        body_en=version.body_en,
    )


def texts_of(**words: str) -> list[tuple[str, str]]:
    """Return the words of a version as people compare them: named, the markup in the plain notation."""
    return [
        (
            str(Version._meta.get_field(name).verbose_name),  # type: ignore[union-attr]
            richtext.to_plain(value) if name.startswith("body") else value,
        )
        for name, value in words.items()
    ]
