"""Free text is valid for tags and descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule

_TAG = re.compile(r"[\w .:/=+@-]{1,256}")
_DESCRIPTION = re.compile(r"[\t\n\r -~\u00a1-\u00ff]{1,1000}")


@rule(
    title="Tags and descriptions are valid",
    why="A cost centre becomes a tag on everything in its account, a job's description that of its role.",
    reference="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find cost centres that are not valid for tags, and descriptions that are not valid for roles."""
    for name, account in estate.accounts.items():
        if account.cost_centre is not None and not _TAG.fullmatch(account.cost_centre):
            at = ("accounts", name, "cost_centre")
            right = "write 1 to 256 letters, digits, spaces and any of _.:/=+-@"
            yield Finding(at, f"{account.cost_centre!r} cannot be a tag's value", right)
    for name, job in estate.jobs.items():
        if not _DESCRIPTION.fullmatch(job.description):
            right = "write 1 to 1000 characters of Latin-1"
            yield Finding(("jobs", name, "description"), f"{job.description!r} cannot be a role's description", right)
