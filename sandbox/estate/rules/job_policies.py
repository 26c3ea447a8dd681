"""Jobs name AWS managed policies that exist, within the quota of a role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.estate import managed_policies
from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import closest

_NAME = re.compile(r"(?:[a-z-]+/)*[\w+=,.@-]{1,128}", re.ASCII)
_MOST = 10
_ARN = "arn:"


@rule(
    title="Jobs' policies are AWS's",
    why=(
        "IAM attaches ten managed policies to a role, and refuses one that does not exist halfway through a "
        "deployment. A policy that AWS added after the table was generated is named by its ARN, and not looked up."
    ),
    reference="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find policies that AWS does not have or that IAM does not attach, and jobs with too many."""
    for job, declared in estate.jobs.items():
        at = ("jobs", job, "policies")
        if len(declared.policies) > _MOST:
            yield Finding(at, f"{len(declared.policies)} policies, but a role takes {_MOST}", "use broader policies")
        arns = [managed_policies.arn(policy) for policy in declared.policies]
        for place, policy in enumerate(declared.policies):
            yield from _policy((*at, place), policy)
            first = arns.index(arns[place])
            if declared.policies[first] != policy:
                wrong = f"{policy} and {declared.policies[first]} are one policy"
                yield Finding((*at, place), wrong, "leave one out", others=((*at, first),))


def _policy(at: Steps, policy: str) -> Iterator[Finding]:
    name = managed_policies.name(policy)
    if name.startswith(_ARN):
        right = f"name a policy that AWS manages; their ARNs start with {managed_policies.PREFIX}"
        yield Finding(at, f"{policy} is none of AWS's own policies", right)
    elif not _NAME.fullmatch(name):
        yield Finding(at, f"{policy!r} is not a valid policy name", "write it as AWS does: ReadOnlyAccess")
    elif name.startswith(managed_policies.SERVICES_OWN):
        yield Finding(at, f"IAM attaches {policy} to a service's own role alone", "name another policy")
    elif name == policy and name not in managed_policies.known():
        newer = f"if AWS added it after {managed_policies.as_of()}, write {managed_policies.arn(name)}"
        yield Finding(at, f"AWS has no managed policy {name}", f"{_meant(name)}{newer}")


def _meant(name: str) -> str:
    attachable = [each for each in managed_policies.known() if not each.startswith(managed_policies.SERVICES_OWN)]
    elsewhere = next((each for each in attachable if each.rpartition("/")[2] == name.rpartition("/")[2]), None)
    meant = elsewhere or closest(name, sorted(attachable))
    return f"did you mean {meant}? " if meant else ""
