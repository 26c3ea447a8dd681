"""The parameters that all kinds of sessions share: policies, tags and duration.

Reference: STS API reference, AssumeRole, GetFederationToken and GetSessionToken; IAM user guide, reference_iam-quotas.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping
from typing import Any

from sandbox.emulated.caller import Caller
from sandbox.emulated.errors import AwsError
from sandbox.emulated.policies import principals
from sandbox.iam import Kind, PolicySet
from sandbox.iam.document_text import parsed_document

HOUR = 3600
_POLICIES_AT_MOST = 10
_CHARACTERS_AT_MOST = 2048
"""Of the inline policy and the ARNs together."""
_PACKED_AT_MOST = 2048
"""Bytes of policies and tags, compressed: an estimate, since AWS does not publish its packing."""


type Texts = tuple[str, ...]


def session_policies(request: Mapping[str, Any], account: str, partition: str) -> tuple[Texts, Texts]:
    """Return the inline session policies and the ARNs of the managed ones; raises AwsError."""
    inline = (request["Policy"],) if request.get("Policy") else ()
    arns = tuple(each["arn"] for each in request.get("PolicyArns") or ())
    for text in inline:
        _check_document(text)
    if len(arns) > _POLICIES_AT_MOST:
        raise AwsError("ValidationError", f"The number of policy ARNs exceeds {_POLICIES_AT_MOST}.")
    if sum(map(len, (*inline, *arns))) > _CHARACTERS_AT_MOST:
        raise AwsError(
            "ValidationError", f"The session policies have more than {_CHARACTERS_AT_MOST} characters, ARNs included."
        )
    for arn in arns:
        if principals.managed(account, partition, arn) is None:
            raise AwsError("NoSuchEntity", f"Policy {arn} does not exist or is not attachable.", 404)
    return inline, arns


def _check_document(text: str) -> None:
    document = parsed_document(text)
    policy = PolicySet.of([document], Kind.SESSION)
    if not isinstance(document, dict) or not policy.statements or any(one.problems for one in policy.statements):
        problem = next((problem for one in policy.statements for problem in one.problems), "it is not JSON")
        raise AwsError("MalformedPolicyDocument", f"The session policy is malformed: {problem}.")


def session_tags(request: Mapping[str, Any], caller: Caller | None) -> tuple[dict[str, str], frozenset[str]]:
    """Return the tags that a request names, and the transitive keys in lower case; raises AwsError.

    Args:
        request: As it was received, without what the session inherits.
        caller: Whose transitive tags the request may not set again.

    """
    tags = {tag["Key"]: tag["Value"] for tag in request.get("Tags") or ()}
    keys = {key.lower() for key in tags}
    transitive = frozenset(key.lower() for key in request.get("TransitiveTagKeys") or ())
    if len(keys) < len(request.get("Tags") or ()):
        raise _invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    if reserved := next((key for key in tags if key.lower().startswith("aws:")), None):
        raise _invalid(f"The tag key {reserved} begins with aws:, which is reserved.")
    if not transitive <= keys:
        raise _invalid("The specified transitive tag key must be included in the requested tags.")
    if caller is not None and caller.session is not None and keys & caller.session.transitive_tags:
        raise _invalid(
            "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from "
            "the calling session."
        )
    return tags, transitive


def _invalid(message: str) -> AwsError:
    return AwsError("InvalidParameterValue", message)


def packed_size(policies: Texts, arns: Texts, tags: Mapping[str, str]) -> dict[str, int]:
    """Return `PackedPolicySize`, in percent; nothing for a session without policies and tags; raises AwsError."""
    if not (policies or arns or tags):
        return {}
    packed = len(zlib.compress(json.dumps([policies, arns, dict(tags)]).encode(), level=9))
    percent = math.ceil(100 * packed / _PACKED_AT_MOST)
    if percent > 100:  # noqa: PLR2004 - the whole of the allotted space
        what = "session tags" if tags else "policy"
        raise AwsError("PackedPolicyTooLarge", f"Packed size of {what} consumes {percent}% of allotted space.")
    return {"PackedPolicySize": percent}


def role_duration(request: Mapping[str, Any], longest: int, *, chained: bool) -> int:
    """Return the seconds of a role session; raises AwsError."""
    wanted = int(request.get("DurationSeconds") or HOUR)
    if chained and wanted > HOUR:
        raise AwsError(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
        )
    if wanted > longest:
        raise AwsError(
            "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    return wanted


def user_duration(request: Mapping[str, Any], caller: Caller) -> int:
    """Return the seconds of a session of a user, 12 hours unless it names them; a root user's has an hour at most."""
    wanted = int(request.get("DurationSeconds") or 12 * HOUR)
    return min(wanted, HOUR) if caller.is_root else wanted
