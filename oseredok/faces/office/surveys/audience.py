"""Who opens the pages of surveys: those who build them, and the desk, which types in paper forms."""

from oseredok.library.people.access import DESK
from oseredok.spine.surveys.rules import BUILDERS

ALL = tuple(dict.fromkeys((*BUILDERS, *DESK)))
EDITORS = BUILDERS
