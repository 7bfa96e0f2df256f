"""The base pages in a real browser: clean for axe in three languages, light, and whole without scripts."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.harness import PUBLIC_WEIGHT, Server, axe, complaints, look, weigh

pytestmark = pytest.mark.browser

STYLE = ["", "question/", "room/", "refusal/", "broken/", "busy/", "stale-form/", "nothing-here/"]
PUBLIC = [
    "/",
    "/rules/",
    "/rules/iomed-provisional-2026/state-state/",
    "/rules/compare/",
    "/notice-of-interest/",
    "/notice-of-interest/received/",
    "/protection/",
    "/accessibility/",
    "/preferences/",
]
PAGES = [*PUBLIC, *(f"/style/{page}" for page in STYLE)]


def choose(context: BrowserContext, server: Server, **wishes: str) -> None:
    """Set a reader's wishes as the preferences page would."""
    context.add_cookies([{"name": name, "value": value, "url": server.url} for name, value in wishes.items()])


@pytest.mark.parametrize(
    ("language", "theme"), [("en", "light"), ("zh-hans", "light"), ("ar", "light"), ("en", "dark")]
)
def test_every_base_page_is_clean_and_fits(server: Server, page: Page, language: str, theme: str) -> None:
    """Nothing for axe of any weight; no wider than a phone, or a desk; no complaint of policy, files or scripts."""
    choose(page.context, server, language=language, theme=theme)
    heard = complaints(page)
    too_wide = []
    for path in PAGES if theme == "light" else PUBLIC:
        page.goto(server.url + path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            too_wide += [(path, width)] if page.evaluate("document.documentElement.scrollWidth") > width else []
            public = path in PUBLIC
            if (public or language != "zh-hans") if width == 1280 else (public and language == "ar"):
                axe(page)
        look(page, f"{path.strip('/').replace('/', '-') or 'home'}.{language}.{theme}")
    assert too_wide == []
    assert [line for line in heard if "responded with a status of" not in line] == []


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_a_public_page_is_light(server: Server, context: BrowserContext, language: str) -> None:
    """At most 60 kB in all on a first visit (UI 7)."""
    choose(context, server, language=language)
    weights = {path: weigh(context, server.url + path) for path in PUBLIC}
    assert {path: weight for path, weight in weights.items() if weight > PUBLIC_WEIGHT} == {}


def test_nothing_needs_a_script(server: Server, browser: Browser) -> None:
    """Language by a link, zone by a form, and back to where the reader was."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server.url}/protection/")
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("哪些受保护，哪些不受")
    page.goto(f"{server.url}/preferences/?next=/accessibility/")
    page.get_by_label("English").check()
    page.get_by_label("Dark").or_(page.get_by_label("深色")).check()
    page.locator("#id_zone").select_option("America/Panama")
    page.locator("main button").click()
    expect(page).to_have_url(f"{server.url}/accessibility/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.goto(f"{server.url}/preferences/")
    expect(page.locator("dl.zones dt").first).to_have_text("Panama City")
    context.close()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(server: Server, page: Page) -> None:
    """The skip link is first, visible when it has the focus, and leads past the menu."""
    page.goto(server.url)
    page.keyboard.press("Tab")
    link = page.locator("a.skip")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
