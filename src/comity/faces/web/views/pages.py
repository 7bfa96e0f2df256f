"""Public pages: the first page, what is protected, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from comity.faces.web import public
from comity.faces.web.components import Step


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the organisation does, how a case goes, what anyone can check."""
    steps = [Step(str(label), "ahead") for label in public.STEPS]
    return render(request, "pages/home.html", {"doors": public.DOORS, "steps": steps})


@require_safe
def protection(request: HttpRequest) -> HttpResponse:
    """What is protected, what is not, and how to check a record oneself."""
    return render(request, "pages/protection.html", {"protected": public.PROTECTED, "exposed": public.EXPOSED})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the pages promise every reader."""
    return render(request, "pages/accessibility.html")
