"""What a role session gets beside what its request names: from the calling session, a token or a SAML assertion.

Reference: IAM user guide, id_session-tags (role chaining; OpenID Connect) and
id_credentials_temp_control-access_monitor (source identity).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.emulated.caller import Caller, SamlIdentity


def with_inherited(caller: Caller | None, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request to assume a role with the tags and the source identity that the new session inherits.

    Transitive tags and a source identity pass from session to session; a request that sets them again keeps its own,
    which the operation then refuses. The name of a SAML identity's session is in its assertion.
    """
    tags, transitive, source = _of(caller)
    given = {tag["Key"].lower() for tag in request.get("Tags") or ()}
    added = [{"Key": key, "Value": value} for key, value in tags.items() if key.lower() not in given]
    found = dict(request)
    if added:
        found["Tags"] = [*(request.get("Tags") or ()), *added]
    if transitive:
        found["TransitiveTagKeys"] = [*(request.get("TransitiveTagKeys") or ()), *transitive]
    if source and not request.get("SourceIdentity"):
        found["SourceIdentity"] = source
    if caller is not None and isinstance(caller.identity, SamlIdentity):
        found["RoleSessionName"] = caller.identity.session_name
    return found


def _of(caller: Caller | None) -> tuple[Mapping[str, str], list[str], str | None]:
    if caller is None:
        return {}, [], None
    if (identity := caller.identity) is not None:
        return identity.tags, list(identity.transitive_tags), identity.source_identity
    if (session := caller.session) is not None:
        tags = {key: value for key, value in session.tags.items() if key.lower() in session.transitive_tags}
        return tags, list(tags), session.source_identity
    return {}, [], None
