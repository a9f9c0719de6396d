"""allauth's pages that need one rule more than allauth knows."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.http import HttpResponse

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people import second_step


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """allauth asks `can_delete_authenticator` for the phone, not for a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            second_step.check_can_remove(authenticator=self.object)
        except DomainError as refusal:
            add_to_form(form, refusal)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return super().form_valid(form)  # type: ignore[no-any-return]


remove_passkey = RemovePasskeyView.as_view()
