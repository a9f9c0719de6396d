"""`oseredok unlock`: the way back in for the last administrator, who has nobody else to ask."""

from datetime import UTC, datetime

from oseredok.console.problems import ConsoleError, plain_words
from oseredok.console.say import say


def unlock(username: str) -> None:
    """Give a temporary password and take the second step.

    Raises `ConsoleError` when there is no such account or it is closed.
    """
    from oseredok.base.core.errors import DomainError
    from oseredok.library.people.models import Account
    from oseredok.library.people.staff.leaving import unlock as let_in

    with plain_words():
        account = Account.objects.filter(username__iexact=username.strip()).first()
        if account is None:
            names = Account.objects.filter(is_active=True).order_by("username").values_list("username", flat=True)
            raise ConsoleError(f"Немає такого імені для входу: {username}. Є: {', '.join(names[:20]) or 'жодного'}.")
        try:
            password = let_in(account=account, now=datetime.now(tz=UTC))
        except DomainError as refusal:
            raise ConsoleError(str(refusal)) from refusal
    say(f"{account.full_name} може ввійти знову.")
    say(f"    ім’я для входу       {account.username}")
    say(f"    тимчасовий пароль    {password}")
    say("Другий крок знято, відкриті сеанси завершено. Після входу система попросить обрати власний пароль")
    say("і знову ввімкнути другий крок. Пароля на екрані не залишайте.")
