"""How forms are drawn: labels above, the rule beside, the error at its field, what was typed kept (UI 3, 4).

`Renderer` draws every form of the house, allauth's too, so that no form class needs to know about style sheets.
A field may carry `article`: an error then names the rule as well as the field.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from comity.faces.web.components import NO_BASIS, Basis, Finding, Link, Step

CLASSES = {"select": "form-select", "checkbox": "form-check-input", "hidden": "", "file": "form-control"}
WORDS = ("text", "textarea")  # typed in any language: in the direction of what stands there, else of the page
OWN = ("radio", "checkbox_select", "multiple_input")  # drawn by our own templates


class Renderer(TemplatesSetting):
    """Django's form renderer over our templates, with Bootstrap's classes on plain widgets."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a form, field or widget."""
        widget = context.get("widget")
        if widget and not template_name.startswith(tuple(f"django/forms/widgets/{name}" for name in OWN)):
            kind = template_name.rsplit("/", 1)[-1].removesuffix(".html")
            style = CLASSES.get(kind, "form-control")
            if style:
                widget["attrs"].setdefault("class", style)
            if kind in WORDS:
                widget["attrs"].setdefault("dir", "auto")
        return super().render(template_name, context, request)


@dataclass(frozen=True)
class Question:
    """A page with one question (pages/question.html): title, rule, form, finding, and where it stands among the steps.

    `findings` None leaves the gate's panel away; an empty tuple shows what will fill it.
    """

    title: str
    eyebrow: str
    verb: str  # the button: a verb with its object
    why: str = ""
    basis: Basis = NO_BASIS
    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] | None = None
    finding: Finding | None = None
    back: Link | None = None
    saved: datetime | None = None

    @property
    def place(self) -> int:
        """Which of the steps this is, from 1."""
        return next((place for place, step in enumerate(self.steps, 1) if step.state == "now"), 1)
