"""The base pages in a real browser: clean for axe in three languages, light, and whole without scripts."""

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.journeys.harness import Server, axe, complaints, look

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "zh-hans", "ar")
STYLE = ["", "question/", "room/", "refusal/", "broken/", "busy/", "stale-form/", "nothing-here/"]
PUBLIC = [
    "/",
    "/rules/",
    "/protection/",
    "/accessibility/",
    "/preferences/",
    "/rules/iomed-provisional-2026/state-state/",
]
PAGES = [*PUBLIC, *(f"/style/{page}" for page in STYLE)]


def choose(context: BrowserContext, server: Server, **wishes: str) -> None:
    """Set a reader's wishes as the preferences page would."""
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in wishes.items()])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_base_page_is_clean_for_axe(server: Server, page: Page, language: str, theme: str) -> None:
    """No fault of any weight; no complaint of the browser about policy, files or scripts."""
    choose(page.context, server, language=language, theme=theme)
    heard = complaints(page)
    for path in PAGES:
        page.goto(server.url + path)
        axe(page)
        name = path.strip("/").replace("/", "-") or "home"
        look(page, f"{name}.{language}.{theme}")
    assert [line for line in heard if "status of" not in line] == []
