"""Whose a saved search is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest

from oseredok.library.people.models import Account, Reader
from oseredok.services.alerts.models import SavedSearch


@dataclass(frozen=True)
class Owner:
    """A reader or somebody of the staff who has come in."""

    reader: Reader | None = None
    account: Account | None = None

    @property
    def email(self) -> str:
        who = self.reader or self.account
        return who.email if who else ""

    def searches(self) -> QuerySet[SavedSearch]:
        """Return what the owner keeps, the last saved first."""
        return SavedSearch.objects.filter(reader=self.reader, account=self.account, email="")


def owner_of(request: HttpRequest) -> Owner | None:
    """Return who has come in with this browser: a reader before somebody of the staff; None for a guest."""
    reader = getattr(request, "reader", None)
    if reader:
        return Owner(reader=Reader.objects.get(pk=reader.pk))
    if request.user.is_authenticated:
        return Owner(account=request.user)
    return None
