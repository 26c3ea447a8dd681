"""Ids and ARNs of Organizations, derived from names, so that a run can be repeated."""

from base64 import b32encode
from hashlib import sha256


def _token(length: int, *parts: str) -> str:
    digest = sha256("\0".join(parts).encode()).digest()
    return b32encode(digest).decode().lower().rstrip("=")[:length]


def organization_id(management: str, generation: int) -> str:
    """Return the id of the account's n-th organization: an id is never used again."""
    return f"o-{_token(10, 'organization', management, str(generation))}"


def root_id(organization: str) -> str:
    """Return the id of the organization's only root."""
    return f"r-{_token(4, 'root', organization)}"


def unit_id(root: str, parent: str, name: str, serial: int) -> str:
    """Return the id of a unit, which contains its root's characters."""
    return f"ou-{root.removeprefix('r-')}-{_token(8, 'unit', root, parent, name, str(serial))}"


def policy_id(organization: str, kind: str, name: str, serial: int) -> str:
    """Return the id of a customer's policy."""
    return f"p-{_token(8, 'policy', organization, kind, name, str(serial))}"


def request_id(organization: str, email: str, serial: int) -> str:
    """Return the id of a request to create an account."""
    return f"car-{_token(32, 'create-account', organization, email, str(serial))}"


def handshake_id(organization: str, action: str, party: str, serial: int) -> str:
    """Return the id of a handshake."""
    return f"h-{_token(10, 'handshake', organization, action, party, str(serial))}"


def resource_policy_id(organization: str, serial: int) -> str:
    """Return the id of the organization's resource policy."""
    return f"rp-{_token(8, 'resource-policy', organization, str(serial))}"


def transfer_id(source: str, target: str, serial: int) -> str:
    """Return the id of a transfer of responsibility."""
    return f"rt-{_token(8, 'transfer', source, target, str(serial))}"


def arn(management: str, kind: str, *path: str) -> str:
    """Return the ARN of a resource of the organization of this management account."""
    return f"arn:aws:organizations::{management}:{kind}/{'/'.join(path)}"


def managed_policy_arn(kind: str, policy: str) -> str:
    """Return the ARN of a policy that AWS manages."""
    return f"arn:aws:organizations::aws:policy/{kind.lower()}/{policy}"
