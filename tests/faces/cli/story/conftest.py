"""The demonstration organisation, founded in process."""

from datetime import UTC, datetime, timedelta

import django
import pytest

django.setup()  # pytest may read this file before the models are loaded

from comity.faces.cli.story import fisheries, organisation  # noqa: E402 - Django comes first
from comity.faces.cli.story.inside import Inside  # noqa: E402 - Django comes first

START = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def fishing(db: None, settings: object) -> Inside:
    """The fictional case in mid-path: one statement is lodged, the other awaited."""
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]  # a clock of its own; plain confirmations
    stage = Inside(organisation.found(START), lambda _note: None)
    fisheries.play(stage, START + timedelta(days=1))
    return stage
