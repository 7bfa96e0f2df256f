"""The page of a refusal: which act did not happen, why, by which article, and what the reader can do (UI 4, 5).

- The same rule refuses with the same words in every face; the words come from the law's message.
- Nothing has changed, and the page says so; what was typed is kept where the form comes back with it.
- The reference lets the registry find the log line. It is random: no one can see from it what the case is about.
"""

import logging
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comity.faces.web import words
from comity.faces.web.components import Basis, Deadline, Link

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Way:
    """One thing that the reader can do, with a link where there is one."""

    text: str
    link: Link | None = None


@dataclass(frozen=True)
class Refusal:
    """A refusal in the reader's language. `code` is the rule's name, `title` the act that did not happen."""

    title: str
    reason: str
    basis: Basis
    code: str
    back: Link
    ways: tuple[Way, ...] = ()
    deadline: Deadline | None = None
    rule: str = ""  # address of the row in the edition
    kept: bool = False
    reference: str = field(default_factory=lambda: words.grouped(secrets.token_hex(4)))


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page, status 409: the request was understood, and the docket's state does not allow it."""
    logger.info("refused %s, reference %s", refusal.code, refusal.reference)
    return render(request, "pages/refusal.html", {"refusal": refusal}, status=HTTPStatus.CONFLICT)
