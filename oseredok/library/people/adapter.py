"""How sign-in behaves for staff: nobody signs up by themselves, accounts are made by the head."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.shortcuts import resolve_url

from oseredok.library.people import nav
from oseredok.library.people.duty import duty_of
from oseredok.library.people.models import Account


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of the staff bar that the roles open: the desk for those who serve, the office for others."""
        if isinstance(request.user, Account):
            duty = duty_of(account=request.user, session=request.session)
            items = nav.items_for(duty) if duty else []
            if items:
                return resolve_url(items[0].url_name)
        return resolve_url("people:me")
