"""GenerateCredentialReport and GetCredentialReport.

Reference: IAM API reference, GenerateCredentialReport and GetCredentialReport (errors).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from moto.iam.models import iam_backends

from sandbox.emulated.iam.credential_report.freshness import ReportState, refusal_of, state_of
from sandbox.emulated.iam.credential_report.rows import report
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import store
from sandbox.emulated.service_call import Call

_STARTED = {
    ReportState.ABSENT: "No report exists. Starting a new report generation task",
    ReportState.EXPIRED: "The report has expired. Starting a new report generation task",
}


@dataclass(frozen=True)
class _Report:
    started: datetime
    content: bytes


_reports: dict[tuple[str, str], _Report] = {}
"""By partition and account: the last report of each."""


@operation("GenerateCredentialReport")
def generate_credential_report(call: Call) -> dict[str, Any]:
    """Generate the account's report, unless there is one of the last four hours."""
    state, _ = _present(call)
    if state is ReportState.COMPLETE:
        return {"State": "COMPLETE"}
    if state is ReportState.IN_PROGRESS:
        return {"State": "INPROGRESS"}
    iam = iam_backends[call.account][call.partition]
    text = report(iam, call.account, call.partition, call.now, member=_is_member(call.account))
    _reports[call.partition, call.account] = _Report(call.now, text.encode())
    return {"State": "STARTED", "Description": _STARTED[state]}


@operation("GetCredentialReport")
def get_credential_report(call: Call) -> dict[str, Any]:
    """Return the account's report."""
    state, found = _present(call)
    if found is None or state is not ReportState.COMPLETE:
        raise refusal_of(state)
    return {"Content": found.content, "ReportFormat": "text/csv", "GeneratedTime": found.started}


def _present(call: Call) -> tuple[ReportState, _Report | None]:
    found = _reports.get((call.partition, call.account))
    return state_of(found.started if found is not None else None, call.now), found


def _is_member(account: str) -> bool:
    with store.locked_state() as state:
        return state.home.get(account, account) != account
