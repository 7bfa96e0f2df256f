"""What the keeper refuses, one sentence each; no message carries more than a file's name or an id."""


class KeeperError(Exception):
    """The keeper did not do what it was asked."""


class KeysMissing(KeeperError):
    """A key file is not there, and this mode does not make one by itself."""


class KeysUnsafe(KeeperError):
    """A key file or its folder is open to others, or lies where a backup of the database would take it along."""


class KeyDestroyed(KeeperError):
    """The key was destroyed, or never existed; what was sealed under it stays closed for ever."""


class KeyTampered(KeeperError):
    """The two halves of a stored key do not belong together, or the row was moved or changed."""


class NotOpened(KeeperError):
    """The bytes were not sealed for this key, kind, id and version, or were changed since."""


class LogNotWritten(KeeperError):
    """The keeper's log could not be written, so nothing was opened."""
