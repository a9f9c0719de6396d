"""Who opens what in the office."""

from oseredok.library.people.access import DESK, LEADERS, OFFICE
from oseredok.library.people.models import Role

HOME = tuple(Role)
"""Every role has some page in the office, and the first one shows only what the role opens."""
NUMBERS = tuple(dict.fromkeys((*DESK, *OFFICE)))
TARGETS = (*LEADERS, Role.ADMINISTRATOR)
FIGURES = (Role.HEAD, Role.DIRECTOR, Role.METHODIST, Role.ADMINISTRATOR)
"""Who writes numbers by hand: staff, money, equipment, stock."""
LETTERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
"""The outbox is the whole system's and names people of every library: a head of one of them does not read it."""
CHANGES = (*LEADERS, Role.ADMINISTRATOR)
DOCUMENTS = tuple(Role)
"""Every role reads the register; which documents, `library.documents.rules.can_see` says."""
DOCUMENTS_WRITERS = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
SYSTEM = (Role.DIRECTOR, Role.ADMINISTRATOR)
SETUP = (Role.DIRECTOR, Role.ADMINISTRATOR)
"""Who sets the whole centre up: requisites, libraries, services, the institution's preferences."""
PLACES = (Role.HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
"""Who keeps the hours, contacts and rooms of a library."""
VOICES = (*LEADERS, Role.BRANCH_LIBRARIAN)
"""Who reads and answers what people wrote, and gives tablets their addresses: words may name somebody."""
