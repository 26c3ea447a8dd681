"""CloudWatch Logs: the resource policies of an account and Region, each of which may name any of its log groups.

Reference: CloudWatch Logs API reference, PutResourcePolicy.
"""

from __future__ import annotations

import json

from moto.logs.models import logs_backends

from sandbox.emulated.policies.policy_cache import policy
from sandbox.iam.arn import Arn
from sandbox.iam.policy_json import statements
from sandbox.iam.snapshot import Resource


def resource(arn: Arn) -> Resource | None:
    """Return the log group or log stream of an ARN."""
    if arn.account not in logs_backends:
        return None
    known = list(logs_backends[arn.account][arn.region].resource_policies.values())
    if not known:
        return None
    written = [statement for one in known for statement in statements(json.loads(one.policy_document))]
    text = json.dumps({"Version": "2012-10-17", "Statement": written})
    name = ", ".join(sorted(one.policy_name for one in known))
    return Resource(":".join(arn), arn.account, policy(name, text))
