"""The treaty register in a real browser: clean for axe in three languages, light, whole without scripts."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.harness import PUBLIC_WEIGHT, Server, axe, complaints, look, weigh

pytestmark = pytest.mark.browser

PAGES = {"treaty": "/treaty/?at=2026-11-23", "treaty-state": "/treaty/NI/", "treaty-none": "/treaty/?state=nowhere"}


@pytest.mark.parametrize(
    ("language", "theme"), [("en", "light"), ("zh-hans", "light"), ("ar", "light"), ("en", "dark")]
)
def test_the_pages_are_clean_for_axe(server: Server, page: Page, language: str, theme: str) -> None:
    for name, value in {"language": language, "theme": theme}.items():
        page.context.add_cookies([{"name": name, "value": value, "url": server.url}])
    heard = complaints(page)
    for name, path in PAGES.items():
        page.goto(server.url + path)
        axe(page)
        look(page, f"{name}.{language}.{theme}")
    assert heard == []


def test_a_visitor_filters_by_state_and_reports_an_error_without_scripts(server: Server, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(server.url + "/treaty/")
    page.get_by_label("State or organisation").fill("nicar")
    page.get_by_role("button", name="Show").click()
    assert page.locator("table.stacking tbody th a").all_inner_texts() == ["Nicaragua"]
    page.get_by_role("link", name="Nicaragua").click()
    page.get_by_label("What is wrong, and where it is written correctly").fill(
        "Deposited on 14 July 2025: see the gazette."
    )
    page.get_by_role("button", name="Send to the registry").click()
    assert page.get_by_role("status").inner_text() == "Kept, sealed, for the registry to read."
    context.close()


def test_the_register_is_light(server: Server, context: BrowserContext) -> None:
    assert weigh(context, server.url + PAGES["treaty"]) <= PUBLIC_WEIGHT
