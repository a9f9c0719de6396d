"""Who opens the pages of the monitoring; who does what there, the rules say."""

from oseredok.library.people.models import Role

MONITORING = (Role.HEAD, Role.DIRECTOR, Role.METHODIST)
APPROVES = (Role.DIRECTOR,)
