"""allauth's pages that need one rule more than allauth knows."""

from __future__ import annotations

import logging
from typing import Any

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people.access import everyone
from oseredok.library.people.sign_in import attempts, openid, second_step

logger = logging.getLogger(__name__)


class RemovePasskeyView(RemoveWebAuthnView):  # type: ignore[misc]
    """allauth asks `can_delete_authenticator` for the phone, not for a passkey."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            second_step.check_can_remove(authenticator=self.object)
        except DomainError as refusal:
            add_to_form(form, refusal)
            return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[no-any-return]
        return super().form_valid(form)  # type: ignore[no-any-return]


remove_passkey = RemovePasskeyView.as_view()


def too_many(request: HttpRequest) -> HttpResponse:
    """What allauth answers to one who asks too often: how long to wait."""
    wait = attempts.wait_before(request)
    answer = render(request, "429.html", {"sentence": attempts.sentence(wait)}, status=429)
    answer.headers["Retry-After"] = str(max(1, round(wait.total_seconds())))
    return answer


@everyone
@require_POST
def begin_with_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave for the other system to sign in there."""
    if not openid.is_on():
        raise Http404
    try:
        return openid_connect.login(request, provider_id)  # type: ignore[no-any-return]
    except (RequestException, KeyError, ValueError):
        # It is down, or what answers there is not an OpenID provider.
        logger.exception("The OpenID provider cannot be asked")
        return openid.unreachable(request)


@everyone
@require_safe
def back_from_provider(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Come back from the other system."""
    if not openid.is_on():
        raise Http404
    try:
        return openid_connect.callback(request, provider_id)  # type: ignore[no-any-return]
    except (RequestException, KeyError, ValueError, TypeError):
        logger.exception("The OpenID provider's answer cannot be read")
        return openid.unreachable(request)
