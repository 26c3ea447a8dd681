"""The attributes of an assertion that AWS reads: role, session name, tags, source identity. Pure.

Reference: IAM user guide, id_roles_providers_create_saml_assertions and id_session-tags (SAML); troubleshoot_saml.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sandbox.emulated.errors import AwsError

type Attributes = Mapping[str, tuple[str, ...]]

_AWS = "https://aws.amazon.com/SAML/Attributes/"
_ROLE, _SESSION_NAME = f"{_AWS}Role", f"{_AWS}RoleSessionName"
_SOURCE_IDENTITY, _DURATION = f"{_AWS}SourceIdentity", f"{_AWS}SessionDuration"
_TAG, _TRANSITIVE = f"{_AWS}PrincipalTag:", f"{_AWS}TransitiveTagKeys"
_NAME = re.compile(r"[a-zA-Z_0-9+=,.@-]{2,64}")
_PATTERN = "[a-zA-Z_0-9+=,.@-]{2,64}"
_DURATIONS = range(900, 43_201)
"""Seconds: 15 minutes to 12 hours."""
_TAGS, _KEY_LENGTH, _VALUE_LENGTH = 50, 128, 256
_FORBIDDEN = 403


def check_role(attributes: Attributes, role: str, provider: str) -> None:
    """Raise the error for a role that the identity provider does not give its user."""
    given = attributes.get(_ROLE)
    if not given:
        raise _invalid(f"The response has no attribute {_ROLE}")
    pairs = {frozenset(part.strip() for part in value.split(",")) for value in given}
    if {role, provider} not in pairs:
        raise AwsError("AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML", _FORBIDDEN)


def session_name(attributes: Attributes) -> str:
    """Return the name of the session; raises InvalidIdentityToken."""
    name = _single(attributes, _SESSION_NAME)
    if name is None:
        raise _invalid("RoleSessionName is required in AuthnResponse")
    if not _NAME.fullmatch(name):
        raise _invalid(f"RoleSessionName in AuthnResponse must match {_PATTERN}")
    return name


def source_identity(attributes: Attributes) -> str | None:
    """Return the source identity of the session, if there is one; raises InvalidIdentityToken."""
    found = _single(attributes, _SOURCE_IDENTITY)
    if found is not None and (not _NAME.fullmatch(found) or found.lower().startswith("aws:")):
        raise _invalid(f'Source Identity must match {_PATTERN} and not begin with "aws:"')
    return found


def session_tags(attributes: Attributes) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the session tags, and the keys of the transitive ones; raises InvalidIdentityToken."""
    names = [name for name in attributes if name.startswith(_TAG)]
    tags = {name.removeprefix(_TAG): _single(attributes, name) or "" for name in names}
    if len(tags) > _TAGS:
        raise _invalid(f"The response has {len(tags)} session tags; it has {_TAGS} at most")
    if len({key.lower() for key in tags}) < len(tags):
        raise _invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    for key, value in tags.items():
        if not 0 < len(key) <= _KEY_LENGTH or len(value) > _VALUE_LENGTH or key.lower().startswith("aws:"):
            raise _invalid(f"The session tag {key} is not valid")
    transitive = attributes.get(_TRANSITIVE, ())
    if not {key.lower() for key in transitive} <= {key.lower() for key in tags}:
        raise _invalid("The specified transitive tag key must be included in the requested tags.")
    return tags, transitive


def check_duration(attributes: Attributes) -> None:
    """Raise InvalidIdentityToken for a SessionDuration that is not valid: it is that of the console's sessions."""
    found = _single(attributes, _DURATION)
    if found is not None and (not found.isdecimal() or int(found) not in _DURATIONS):
        message = f"SessionDuration in AuthnResponse must be a number of seconds from {_DURATIONS.start}"
        raise _invalid(f"{message} to {_DURATIONS.stop - 1}")


def _single(attributes: Attributes, name: str) -> str | None:
    values = attributes.get(name)
    if values is None:
        return None
    if len(values) != 1:
        raise _invalid(f"The attribute {name} has {len(values)} values; it has one")
    return values[0]


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidIdentityToken", message)
