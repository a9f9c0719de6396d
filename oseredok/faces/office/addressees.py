"""Who is written to when the system itself needs a person."""

from oseredok.library.people.models import Role
from oseredok.library.people.queries import holders


def administrators_addresses() -> list[str]:
    """Return the addresses of administrators and directors of the whole system."""
    found = holders(roles=(Role.ADMINISTRATOR, Role.DIRECTOR), place=None)
    return [account.email for account in found if account.email]
