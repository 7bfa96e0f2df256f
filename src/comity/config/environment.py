"""What an operator sets, read once from the environment.

COMITY_MODE            production (default) | demonstration | test
COMITY_HOME            folder of data/ (database) and keys/ (root key, signing key); default ./var
COMITY_KEYS            folder of the keys, if not COMITY_HOME/keys; never inside the database's folder
COMITY_DATABASE        empty for SQLite in COMITY_HOME/data, or postgresql://user:password@host:port/name
COMITY_ORGANISATION    the organisation's name as people read it
COMITY_NAME            its name in checkpoints (C2SP origin), a host name by custom
COMITY_HOSTS           host names served, comma separated; the first is the passkeys' relying party
COMITY_EDITION         edition of the rules for new cases
COMITY_ZONE            IANA zone of the organisation's seat
COMITY_EMAIL           smtp://host:port, or empty: notices are written to COMITY_HOME/mail
COMITY_TEST_CLOCK      test mode only: a file with the seconds by which the organisation's clock runs ahead
"""

import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

MODES = ("production", "demonstration", "test")


@dataclass(frozen=True)
class Environment:
    """One reading of the operator's settings; see the module for each key."""

    mode: str
    home: Path
    keys: Path
    database: str
    organisation: str
    name: str
    hosts: tuple[str, ...]
    zone: str
    edition: str
    email: str
    test_clock: Path | None

    @property
    def demonstration(self) -> bool:
        """True in demonstration mode only: role strip, clock of its own."""
        return self.mode == "demonstration"


def read(environ: "os._Environ[str] | dict[str, str]" = os.environ) -> Environment:
    """Read the settings; ValueError names the variable that is wrong."""
    mode = environ.get("COMITY_MODE", "production")
    if mode not in MODES:
        raise ValueError(f"COMITY_MODE is {mode!r}; it must be one of {', '.join(MODES)}")
    home = Path(environ.get("COMITY_HOME", "var")).resolve()
    keys = Path(environ.get("COMITY_KEYS", home / "keys")).resolve()
    if keys.is_relative_to(home / "data"):
        raise ValueError("COMITY_KEYS lies in the database's folder; a backup would hold both")
    return Environment(
        mode=mode,
        home=home,
        keys=keys,
        database=environ.get("COMITY_DATABASE", ""),
        organisation=environ.get("COMITY_ORGANISATION", "Organisation for International Mediation"),
        name=environ.get("COMITY_NAME", "mediation.example"),
        hosts=tuple(environ.get("COMITY_HOSTS", "localhost").split(",")),
        zone=environ.get("COMITY_ZONE", "Asia/Hong_Kong"),
        edition=environ.get("COMITY_EDITION", "iomed-provisional-2026"),
        email=environ.get("COMITY_EMAIL", ""),
        test_clock=_test_clock(mode, environ.get("COMITY_TEST_CLOCK", "")),
    )


def _test_clock(mode: str, path: str) -> Path | None:
    """Where a test keeps how far its clock runs ahead; no other mode has such a clock, whatever is set."""
    return Path(path) if mode == "test" and path else None


def secret_key(keys: Path) -> str:
    """Django's SECRET_KEY: read from `keys`/secret.key, a file of mode 0600 that the first start makes.

    PermissionError if others may read the file. Two first starts at once end with one key: the file appears whole.
    """
    path = keys / "secret.key"
    if not path.exists():
        keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_once(path, secrets.token_urlsafe(64))
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise PermissionError(f"{path} may be read by others; its mode must be 0600")
    return path.read_text(encoding="ascii")


def _make_once(path: Path, text: str) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:  # the other start was first: its key holds
        pass
    finally:
        Path(draft).unlink()


def database(environment: Environment) -> dict[str, object]:
    """Django's DATABASES["default"] for this environment."""
    if not environment.database:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": environment.home / "data" / "comity.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(environment.database)
    if parts.scheme != "postgresql":
        raise ValueError("COMITY_DATABASE must be empty or begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "options": "-c lock_timeout=5s",  # who waits longer for a docket is told to try again (docket/locks.py)
            **({"pool": {"min_size": 1, "max_size": 8}} if environment.mode != "test" else {}),
        },
    }


def mail_server(environment: Environment) -> tuple[str, int]:
    """Host and port of COMITY_EMAIL; localhost and 25 where none is set. ValueError for another form."""
    parts = urlsplit(environment.email or "smtp://localhost:25")
    if parts.scheme != "smtp" or not parts.hostname:
        raise ValueError("COMITY_EMAIL must be empty or smtp://host:port")
    return parts.hostname, parts.port or 25
