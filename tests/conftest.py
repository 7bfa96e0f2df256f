"""The ground of every test: test mode, a home folder per worker, the database that was chosen.

- The environment is set before Django reads it, so no test can reach the operator's own folder or keys.
- `database` tests run on the database of COMITY_DATABASE (empty: a SQLite file in the worker's home); the suite runs
  them twice. A test that uses the database is marked `database`, and the other way round.
- Nothing is flushed: the log refuses DELETE, so a transactional test case would fail or, worse, pass by deleting.
  Tests roll back; what needs real commits drives a server process on a fresh copy (tests/journeys/harness.py).
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
GROUND = Path(tempfile.mkdtemp(prefix=f"comity-{WORKER}-"))
atexit.register(shutil.rmtree, GROUND, ignore_errors=True)

os.environ["COMITY_MODE"] = "test"
os.environ["COMITY_HOME"] = str(GROUND / "home")
os.environ["COMITY_KEYS"] = str(GROUND / "keys")
for folder in ("home/data", "home/static", "keys"):
    (GROUND / folder).mkdir(parents=True, mode=0o700)

from django.conf import settings  # noqa: E402  the environment comes first

if settings.configured:
    raise pytest.UsageError("Django was loaded before tests/conftest.py: unset DJANGO_SETTINGS_MODULE")
# Named for this one reading only: a worker that inherited it would load Django before its own conftest.
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
settings.DATABASES  # noqa: B018  read now
del os.environ["DJANGO_SETTINGS_MODULE"]
if not settings.DATABASES["default"].get("TEST"):
    name = "comity_test" if os.environ.get("COMITY_DATABASE") else str(GROUND / "home" / "data" / "test.sqlite3")
    settings.DATABASES["default"]["TEST"] = {"NAME": name}
# In the test process static files keep their names; only a server that has collected them knows hashed ones.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

pytest_plugins = ["tests.journeys.fixtures"]


def _rolls_back(item: pytest.Item) -> bool:
    """True if the test uses the database in a way that rolls back; UsageError if it would flush."""
    from django.test import TestCase, TransactionTestCase

    case = getattr(item, "cls", None)
    mark = item.get_closest_marker("django_db")
    flushes = isinstance(case, type) and issubclass(case, TransactionTestCase) and not issubclass(case, TestCase)
    if flushes or (mark and mark.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ()):
        raise pytest.UsageError(f"{item.nodeid} would flush append-only tables; roll back, or use the server harness")
    return bool(mark) or (isinstance(case, type) and issubclass(case, TestCase))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give `database` tests the database, and tests that use the database the mark."""
    for item in items:
        outside = item.get_closest_marker("browser") or item.get_closest_marker("journey")
        if _rolls_back(item) or "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
        elif item.get_closest_marker("database") and not outside:
            item.add_marker(pytest.mark.django_db)
