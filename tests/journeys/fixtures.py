"""Fixtures of the browser harness (harness.py), for tests/web and tests/journeys alike.

`server` is one server for a module, for pages that are only read; `fresh` is a server of its own for one test.
The browser lives as long as a module: its event loop must be gone before the next module's tests use the ORM.
"""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import harness

NUMBER = itertools.count(1)


@pytest.hookimpl(trylast=True)  # after pytest-django, which brings tests into an order of its own
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys begin first: they take longest, and nobody should wait for one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> harness.Template:
    """The migrated template, one for each worker."""
    return harness.template(tmp_path_factory.mktemp("template"), f"comity_template_{_worker()}")


@pytest.fixture
def ground(template: harness.Template, tmp_path: Path) -> harness.Template:
    """A fresh copy of the template, not yet served."""
    return harness.copy(template, tmp_path / "ground", f"comity_{_worker()}_{next(NUMBER)}")


@pytest.fixture(scope="module")
def server(template: harness.Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[harness.Server]:
    """One server for the module."""
    folder = tmp_path_factory.mktemp("server") / "ground"
    with harness.serve(harness.copy(template, folder, f"comity_{_worker()}_{next(NUMBER)}")) as running:
        yield running


@pytest.fixture
def fresh(ground: harness.Template) -> Iterator[harness.Server]:
    """A server of its own for one test."""
    with harness.serve(ground) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, for one module."""
    with harness.chromium() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past, in English, wide."""
    made = browser.new_context(locale="en-GB", timezone_id="Europe/Paris", viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page of a browser without a past."""
    return context.new_page()


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")
