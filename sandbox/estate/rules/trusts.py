"""Trusts name jobs that exist."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.estate.model import Estate
from sandbox.estate.rule import Finding, rule
from sandbox.estate.source import Steps
from sandbox.estate.spelling import did_you_mean, listed

_OTHERS: tuple[Steps, ...] = (("jobs",), ("accounts",), ("organization", "units"))


@rule(
    title="Trusts name jobs that are there",
    why="A trust becomes a condition on the caller's role: one that names no role allows no caller, without an error.",
    reference="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
)
def check(estate: Estate) -> Iterator[Finding]:
    """Find trusts of or in jobs that do not exist, and trusts of accounts without jobs."""
    for name, account in estate.accounts.items():
        for job, trusted in account.trusts.items():
            at: Steps = ("accounts", name, "trusts", job)
            if name not in estate.departments:
                yield Finding(at, f"{name} has no jobs", "only departments have: leave it out", _OTHERS, on_key=True)
            elif job not in estate.jobs:
                right = did_you_mean(job, estate.jobs, kind="the jobs are")
                yield Finding(at, f"there is no job {job}", right, (*_OTHERS, ("jobs", job)), on_key=True)
            for place, trusted_job in enumerate(trusted):
                yield from _trusted(estate, (*at, place), name, trusted_job)


def _trusted(estate: Estate, at: Steps, name: str, trusted_job: str) -> Iterator[Finding]:
    account, slash, job = trusted_job.partition("/")
    if not slash:
        yield Finding(at, f"{trusted_job} is not account/job", "write account/job, for instance admin/operator")
    elif account not in estate.accounts:
        there = (each for each in estate.departments if each in estate.accounts)
        right = did_you_mean(account, there, kind="the departments are")
        yield Finding(at, f"there is no account {account}", right, (*_OTHERS, ("accounts", account)))
    elif account == name:
        yield Finding(at, f"{trusted_job} is a job of the same account", "leave it out: trust runs between accounts")
    elif account not in estate.departments:
        right = f"the departments are: {listed(estate.departments)}"
        yield Finding(at, f"{account} has no jobs", right, _OTHERS)
    elif job not in estate.jobs:
        right = did_you_mean(job, estate.jobs, kind="the jobs are")
        yield Finding(at, f"there is no job {job}", right, (*_OTHERS, ("jobs", job)))
