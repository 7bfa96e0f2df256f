"""What pages with a passkey need: the browser's options as JSON in an attribute, so that no page holds a script."""

import json
from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def as_json(options: Mapping[str, object]) -> str:
    """The options as JSON; the template escapes it for the attribute."""
    return json.dumps(options)
