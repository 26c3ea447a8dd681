"""Jobs name AWS managed policies, as many as a role takes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from estate.model import Estate
from estate.rule import Finding, rule

_NAME = re.compile(r"(?:[a-z-]+/)?[\w+=,.@-]{1,128}", re.ASCII)
_MOST = 10


@rule(
    title="Jobs' policies are names",
    why="IAM attaches ten managed policies to a role, each by its name.",
    reference="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find names that IAM refuses, and jobs with too many policies."""
    for name, job in estate.jobs.items():
        at = ("jobs", name, "policies")
        if len(job.policies) > _MOST:
            yield Finding(at, f"{len(job.policies)} policies, but a role takes {_MOST}", "use broader policies")
        for place, policy in enumerate(job.policies):
            if policy.startswith("arn:"):
                right = f"write the name alone: {policy.rpartition('/')[2]}"
                yield Finding((*at, place), f"{policy} is an ARN, not a name", right)
            elif not _NAME.fullmatch(policy):
                yield Finding((*at, place), f"{policy!r} is no policy's name", "write it as AWS does: ReadOnlyAccess")
