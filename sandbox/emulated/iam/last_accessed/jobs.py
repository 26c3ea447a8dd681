"""The jobs that generate reports: each completes at once, and only its caller reads it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call

KEPT = 1000
"""Jobs of all accounts that are kept, the newest; AWS does not publish how long it keeps them."""
_MISSING = 404


@dataclass(frozen=True)
class Job[Report]:
    """A completed job."""

    owner: tuple[str, str]
    """Its account, and the caller."""
    created: datetime
    report: Report


_jobs: OrderedDict[str, Job[Any]] = OrderedDict()


def start(call: Call, report: object) -> str:
    """Keep a report; return the id of its job."""
    job = call.uuid()
    _jobs[job] = Job(_owner(call), call.now, report)
    while len(_jobs) > KEPT:
        _jobs.popitem(last=False)
    return job


def find[Report](call: Call, kind: type[Report]) -> Job[Report]:
    """Return the job that a request names; raises NoSuchEntity for another caller's."""
    found = _jobs.get(str(call.request["JobId"]))
    if found is None or found.owner != _owner(call) or not isinstance(found.report, kind):
        raise AwsError("NoSuchEntity", "The requested JobId cannot be found.", _MISSING)
    return found


def times(job: Job[Any]) -> dict[str, Any]:
    """Return the members of a response that each report has."""
    return {"JobStatus": "COMPLETED", "JobCreationDate": job.created, "JobCompletionDate": job.created}


def _owner(call: Call) -> tuple[str, str]:
    """Return the account and the user, or the session: users share a job between their keys, sessions do not."""
    caller = getattr(call.context, "caller", None)
    if caller is None:
        return call.account, ""
    return call.account, str(caller.access_key if caller.session is not None else caller.arn)
