"""The job that may assume the break-glass roles exists."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean

_AT: Steps = ("organization", "break_glass")


@rule(
    title="The break-glass job exists",
    why="The trust of every break-glass role names this job alone: without it no one could assume it in an emergency.",
    reference="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find a break-glass job that does not exist."""
    named = estate.organization.break_glass
    if named is None:
        return
    account, slash, job = named.partition("/")
    if not slash:
        yield Finding(_AT, f"{named} is not account/job", "write account/job, for instance admin/operator")
    elif account not in estate.departments:
        right = did_you_mean(account, estate.departments, kind="the departments are")
        others: tuple[Steps, ...] = (("organization", "units"), ("organization", "department_unit"))
        yield Finding(_AT, f"there is no department {account}", right, others)
    elif job not in estate.jobs:
        right = did_you_mean(job, estate.jobs, kind="the jobs are")
        yield Finding(_AT, f"there is no job {job}", right, (("jobs",), ("jobs", job)))
