"""The base pages as bytes: one answer for what is absent and what is not permitted; a strict policy; nothing inline."""

import re
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from comity.faces.web import errors
from comity.faces.web.middleware import OneAnswerMiddleware, ReaderMiddleware

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "comity"
PUBLIC = [
    *("/", "/rules/", "/protection/", "/accessibility/", "/rules/iomed-provisional-2026/state-state/"),
    *("/rules/icsid-2022/state-national/", "/rules/uncitral-2021/commercial/"),
]
STYLE = ["/style/", *(f"/style/{page}/" for page in ("refusal", "question", "room", "broken", "busy", "stale-form"))]
POLICY = {
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.fixture
def visitor() -> Client:
    """A browser without a past."""
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


class Inline(HTMLParser):
    """Collects what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """One tag."""
        given = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in given):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.found += [f"{tag} {name}" for name in ("href", "src") if (given.get(name) or "").startswith("javascript:")]


@pytest.mark.parametrize("path", [*PUBLIC, *STYLE, "/preferences/"])
def test_a_page_has_no_inline_style_or_script(visitor: Client, path: str) -> None:
    """Strict policy: what stands inline would not work."""
    parser = Inline()
    parser.feed(visitor.get(path).content.decode())
    assert parser.found == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script(path: Path) -> None:
    """The same of every template's source, whoever wrote it."""
    parser = Inline()
    parser.feed(re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    assert parser.found == []


@pytest.mark.parametrize("path", [*PUBLIC, *STYLE, "/nothing/"])
def test_a_page_carries_the_policy_and_tells_nobody_where_it_was_left(visitor: Client, path: str) -> None:
    """Policy, referrer, framing, sniffing."""
    headers = visitor.get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert (headers["Referrer-Policy"], headers["X-Frame-Options"]) == ("same-origin", "DENY")
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie_and_needs_no_script(visitor: Client, path: str) -> None:
    """A visitor leaves no trace by reading."""
    response = visitor.get(path)
    assert response.cookies == SimpleCookie()
    assert b"<script" not in response.content


def answers(view_result: Exception, path: str, cookies: dict[str, str]) -> HttpResponse:
    """What the middleware makes of a view that ends so, after it has touched the session and set a cookie."""

    def view(request: HttpRequest) -> HttpResponse:
        known = isinstance(view_result, PermissionDenied)
        answer = errors.not_permitted(request, view_result) if known else errors.not_found(request, view_result)
        answer.set_cookie("trace", path)
        answer.headers["X-Trace"] = path
        return answer

    request = RequestFactory(HTTP_HOST="localhost").get(path)
    request.COOKIES = cookies
    response = ReaderMiddleware(OneAnswerMiddleware(view))(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_not_found_and_not_permitted_are_the_same_bytes(language: str) -> None:
    """Status, headers, body: nothing tells the one from the other, in any language."""
    cookies = {"language": language, "session": "x"}
    absent = answers(Http404(), "/cases/aaaa/", cookies)
    closed = answers(PermissionDenied(), "/cases/bbbb/", cookies)
    assert absent.status_code == closed.status_code == 404
    assert absent.content == closed.content
    assert absent.serialize() == closed.serialize()
    assert absent.cookies == SimpleCookie()


def test_an_unknown_address_is_the_same_page_for_all(visitor: Client) -> None:
    """The address does not come back in the page, nor in a header; no cookie, token, nonce."""
    one, other = visitor.get("/nowhere/aaaa/?x=1"), visitor.get("/rules/none/state-state/")
    assert one.status_code == 404
    assert one.serialize() == other.serialize()
    assert one.cookies == SimpleCookie()
    assert [word for word in (b"csrf", b"nonce", b"aaaa") if word in one.content] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [("/style/broken/", 500), ("/style/busy/", 503), ("/style/stale-form/", 403), ("/style/refusal/", 409)],
)
def test_what_went_wrong_has_its_status(visitor: Client, path: str, status: int) -> None:
    """Pages for people still speak to machines."""
    assert visitor.get(path).status_code == status


def test_a_full_queue_says_when_to_come_back(visitor: Client) -> None:
    """Retry-After, in seconds: the longest wait for the writers' lock."""
    assert visitor.get("/style/busy/").headers["Retry-After"] == "5"


def test_a_refusal_names_article_and_rule_and_says_that_nothing_changed(visitor: Client) -> None:
    """UI 4: article, what was not done, why, nothing changed, ways, time left, reference."""
    text = re.sub(r"<[^>]+>|\s+", " ", visitor.get("/style/refusal/").content.decode())
    wanted = [
        "Art. 40",
        "Not signed",
        "Nothing has changed",
        "What you can do",
        "time that is left",
        "mandate.may-sign",
    ]
    assert [words for words in wanted if words not in text] == []


def test_a_form_without_its_token_is_refused_with_a_page() -> None:
    """403 with our own page, and nothing done."""
    response = Client(HTTP_HOST="localhost", enforce_csrf_checks=True).post("/preferences/", {"language": "ar"})
    assert response.status_code == 403
    assert "the form has expired" in response.content.decode()
    assert response.cookies == SimpleCookie()


def test_production_has_no_style_guide() -> None:
    """The route exists in test and demonstration mode only."""
    import subprocess
    import sys

    code = "import django; django.setup()\nfrom django.urls import reverse\nreverse('style')"
    environment = {
        "COMITY_MODE": "production",
        "DJANGO_SETTINGS_MODULE": "comity.config.settings",
        "COMITY_HOME": "/nowhere",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "NoReverseMatch" in done.stderr


def test_an_edition_is_called_by_its_title(visitor: Client) -> None:
    """On the shelf, and at the foot of every page; its name stands beside the first, for who sets it."""
    page = visitor.get("/rules/").content.decode()
    assert re.findall(r"<h2>(.*?)</h2>\s*<code class=\"note\">(.*?)</code>", page) == [
        ("ICSID Mediation Rules 2022", "icsid-2022"),
        ("The organisation&#x27;s own docket, 2026", "institution-2026"),
        ("Provisional rules of procedure, 2026", "iomed-provisional-2026"),
        ("UNCITRAL Mediation Rules 2021", "uncitral-2021"),
    ]
    assert "<p>Provisional rules of procedure, 2026</p>" in page


@pytest.mark.parametrize(("path", "borrows"), [(PUBLIC[4], True), (PUBLIC[5], False), (PUBLIC[6], False)])
def test_only_an_edition_that_borrows_says_from_whom(visitor: Client, path: str, borrows: bool) -> None:
    """The rules of others are not borrowed from themselves."""
    page = visitor.get(path).content.decode()
    assert ("on texts borrowed from elsewhere" in page) is borrows
    assert "Provisional</p>" in page
