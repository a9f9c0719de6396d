"""«Працівники»: accounts, roles, temporary passwords. For those who lead."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oseredok.base.core.errors import DomainError, add_to_form
from oseredok.library.people import actions, queries, rules
from oseredok.library.people.access import StaffRequest, after_closing, staff
from oseredok.library.people.models import Account, Role, RoleAssignment
from oseredok.library.people.sign_in import attempts, openid, sessions
from oseredok.library.people.staff.forms import AccountForm, GiveRoleForm, NewAccountForm

MANAGERS = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
_ONCE = "password_shown_once"


@staff(*MANAGERS)
@require_safe
def accounts(request: StaffRequest) -> HttpResponse:
    """Everybody who signs in, with their roles."""
    roles = queries.live_roles_of_all()
    people = [(account, roles.get(account.pk, [])) for account in queries.accounts()]
    context = {"people": people, "sees_attempts": request.duty.may(Role.DIRECTOR, Role.ADMINISTRATOR)}
    return render(request, "office/staff/accounts.html", context)


@after_closing
@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: StaffRequest) -> HttpResponse:
    """Make an account; its temporary password is shown once on the next page."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            account = actions.create_account(**form.details(), by=request.user, now=timezone.now())
            _keep_password(request, account)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect("office:account", account.pk)
    return render(request, "office/staff/new.html", {"form": form}, status=422 if form.errors else 200)


@staff(*MANAGERS)
@never_cache
@require_safe
def account(request: StaffRequest, pk: int) -> HttpResponse:
    """One colleague: roles now, what may be done, and the history."""
    return _account_page(request, get_object_or_404(Account, pk=pk), GiveRoleForm(manager=request.user))


@staff(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, pk: int) -> HttpResponse:
    """Correct a colleague's name, position and address."""
    found = get_object_or_404(Account, pk=pk)
    known = {"surname": found.last_name, "given_name": found.first_name, "patronymic": found.patronymic}
    known |= {"position": found.position, "email": found.email}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and form.is_valid():
        try:
            actions.correct_account(account=found, by=request.user, **form.cleaned_data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Зміни збережено."))
            return redirect("office:account", pk)
    context = {"form": form, "account": found}
    return render(request, "office/staff/correct.html", context, status=422 if form.errors else 200)


@after_closing
@staff(*MANAGERS)
@require_POST
def give_role(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a role at a place."""
    found = get_object_or_404(Account, pk=pk)
    form = GiveRoleForm(request.POST, manager=request.user)
    if form.is_valid():
        try:
            actions.give_role(
                account=found,
                role=form.chosen_role(),
                place=form.chosen_place(),
                by=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            add_to_form(form, error)
        else:
            messages.success(request, _("Роль надано."))
            return redirect("office:account", pk)
    return _account_page(request, found, form, status=422)


@after_closing
@staff(*MANAGERS)
@require_POST
def take_role(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a role; it stays in the history."""
    assignment = get_object_or_404(RoleAssignment, pk=pk)
    return do(
        request,
        assignment.account_id,
        lambda: actions.take_role(assignment=assignment, by=request.user, now=timezone.now()),
        _("Роль знято."),
    )


@after_closing
@staff(*MANAGERS)
@require_POST
def issue_password(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a new temporary password to one who forgot theirs."""
    found = get_object_or_404(Account, pk=pk)
    return do(request, pk, lambda: _keep_password(request, found, now=timezone.now()), "")


@staff(*MANAGERS)
@require_POST
def restore(request: StaffRequest, pk: int) -> HttpResponse:
    """Switch an account on again."""
    found = get_object_or_404(Account, pk=pk)
    return do(
        request,
        pk,
        lambda: actions.restore_account(account=found, by=request.user, now=timezone.now()),
        _("Обліковий запис відкрито. Дайте тимчасовий пароль і ролі."),
    )


def do(request: StaffRequest, pk: int, verb: Callable[[], object], done: str) -> HttpResponse:
    """Do something to an account and go back to its page with what came of it."""
    try:
        verb()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if done:
            messages.success(request, done)
    return redirect("office:account", pk)


def _keep_password(request: StaffRequest, account: Account, *, now: datetime | None = None) -> None:
    """Leave the temporary password for the next page: it is shown there once, and a reload makes no second account."""
    password = actions.issue_password(account=account, by=request.user, now=now)
    request.session[_ONCE] = [account.pk, password]


def _password_once(request: StaffRequest, account: Account) -> str:
    kept = request.session.get(_ONCE)
    if not kept or kept[0] != account.pk:
        return ""
    del request.session[_ONCE]
    return str(kept[1])


def _account_page(request: StaffRequest, found: Account, form: GiveRoleForm, status: int = 200) -> HttpResponse:
    held = queries.live_roles(account=request.user)
    rows = queries.live_roles(account=found)
    roles = [(one, Role(one.role) in rules.roles_to_give(held, place=one.place)) for one in rows]
    context = {
        "account": found,
        "roles": roles,
        "may_touch": all(mine for _one, mine in roles) or found.pk == request.user.pk,
        "is_me": found.pk == request.user.pk,
        "failures": attempts.failures(account=found)[:5],
        "wait": attempts.locked_sentence(found),
        "provider_name": openid.name(),
        "is_linked": openid.is_linked(found),
        "open_sessions": sessions.sessions_of(account=found),
        "events": queries.account_events(account=found)[:20],
        "history": queries.role_history(account=found),
        "form": form,
        "password": _password_once(request, found),
    }
    return render(request, "office/staff/account.html", context, status=status)
