"""What the browser needs to make or to use a passkey, for a data attribute: the policy allows no inline script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(options: Mapping[str, Any]) -> str:
    """Return the options as JSON; the template escapes it for the attribute."""
    return json.dumps(options, cls=DjangoJSONEncoder)
