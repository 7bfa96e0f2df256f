"""The secret of an invitation's link. It exists in the link alone: the register keeps its digest.

256 random bits need no salt and no slow hash: there is nothing to guess.
"""

import hashlib
import secrets


def new_token() -> str:
    """A fresh secret, 43 characters fit for a URL."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """SHA-256 of the token, lowercase hex: what the act `admit-account` names and the register keeps."""
    return hashlib.sha256(token.encode()).hexdigest()
