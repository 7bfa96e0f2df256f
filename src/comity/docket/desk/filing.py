"""Files of adopted editions: what a file says, its digest, and how it comes into the folder `editions` of the home.

Rules upheld:
- a file appears whole, or not at all, and before the act that adopts it is committed: one without an act counts for
  nothing, an act without its file could not be read (startup.py says so before anything is served).
"""

import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from comity.docket.desk import queries
from comity.law.act import Json
from comity.law.edition import shelf
from comity.proof import canonical


def text(whole: Mapping[str, Json]) -> bytes:
    """The file: canonical JSON."""
    return canonical.dumps(dict(whole))


def digest(whole: Mapping[str, Json]) -> str:
    """SHA-256 of the file, hex: what the act of adoption states."""
    return sha256(text(whole)).hexdigest()


def place(name: str, content: bytes) -> None:
    """Put a file into the folder."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(draft).replace(folder / f"{name}{shelf.SUFFIX}")


def open_shelf() -> None:
    """Let the law find what lies in the folder, each file checked against the act that adopted it."""
    shelf.use(_folder(), queries.adopted_digest)


def missing() -> list[str]:
    """Names that were adopted and whose file is not in the folder, or not as it was."""
    return sorted(set(queries.adopted_names()) - set(shelf.names()))


def _folder() -> Path:
    return Path(settings.ENVIRONMENT.home) / "editions"
