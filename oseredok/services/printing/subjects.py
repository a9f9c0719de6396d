"""How the journal names a printed file to people."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from oseredok.services.printing.models import PrintJob
from oseredok.spine.journal.subjects import Subject


def describe(ids: list[str]) -> dict[str, Subject]:
    """Return what was printed and the page where it is taken back."""
    return {
        str(job.public_id): Subject(
            title=_("Файл із телефона: {pages} × {copies}").format(pages=job.pages, copies=job.copies),
            url=reverse("desk:print_job", args=[job.public_id]),
        )
        for job in PrintJob.objects.filter(public_id__in=ids)
    }
