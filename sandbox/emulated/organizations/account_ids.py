"""Account ids: the same email address gives the same id, in a plan and in the engine."""

from hashlib import sha256

_SMALLEST = 10**11
_HOW_MANY = 9 * 10**11


def planned_account_id(email: str, attempt: int = 0) -> str:
    """Return twelve digits, the first never 0; `attempt` gives the next choice where an id is taken."""
    salt = f"#{attempt}" if attempt else ""
    digest = sha256(f"{email.strip().lower()}{salt}".encode()).digest()
    return str(_SMALLEST + int.from_bytes(digest) % _HOW_MANY)
