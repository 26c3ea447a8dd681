"""The condition keys of a call that a service makes: for which resource, or on whose behalf.

Reference: IAM user guide, reference_policies_condition-keys (aws:SourceArn, aws:SourceAccount, aws:SourceOrgID,
aws:SourceOrgPaths, aws:CalledVia, aws:ViaAWSService).
"""

from __future__ import annotations

from sandbox.emulated.caller import Caller, CallerKind
from sandbox.emulated.policies.organization import organization_keys

_NAME_THE_OWNER = frozenset({"cloudwatch.amazonaws.com"})
"""Services that give the older aws:SourceOwner too, which the default policy of a topic allows.

Reference: SNS developer guide, sns-access-policy-use-cases (aws:SourceAccount versus aws:SourceOwner).
"""


def source_keys(caller: Caller, region: str) -> dict[str, object]:
    """Return the keys of the resource for which a service calls, and of the services through which a caller calls.

    Args:
        caller: The caller; one that is no service, and calls through none, has no such keys.
        region: The Region of the call, in which a service has a second name: `states.eu-west-1.amazonaws.com`.

    """
    found: dict[str, object] = {}
    if caller.kind is CallerKind.SERVICE and caller.arn:
        name, _, domain = caller.arn.partition(".")
        found["aws:PrincipalServiceNamesList"] = [caller.arn, f"{name}.{region}.{domain}"]
    if caller.source.arn:
        found["aws:SourceArn"] = caller.source.arn
    if caller.source.account:
        found |= {"aws:SourceAccount": caller.source.account, **organization_keys("aws:Source", caller.source.account)}
        if caller.arn in _NAME_THE_OWNER:
            found["aws:SourceOwner"] = caller.source.account
    if caller.called_via:
        found |= {"aws:CalledVia": list(caller.called_via), "aws:ViaAWSService": True}
    return found
