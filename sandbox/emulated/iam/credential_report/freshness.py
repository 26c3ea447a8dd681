"""The states of a credential report as time passes. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

from sandbox.emulated.errors import AwsError

FRESH = timedelta(hours=4)
"""A report is generated at most this often, and is expired afterwards."""
GENERATION = timedelta(milliseconds=200)
"""AWS takes seconds; in the sandbox it is enough that the state can be seen."""


class ReportState(Enum):
    """The state of an account's report."""

    ABSENT = "absent"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    EXPIRED = "expired"


def state_of(started: datetime | None, now: datetime) -> ReportState:
    """Return the state of a report whose generation started at a moment; None for none."""
    if started is None:
        return ReportState.ABSENT
    if now < started + GENERATION:
        return ReportState.IN_PROGRESS
    return ReportState.COMPLETE if now < started + FRESH else ReportState.EXPIRED


_GONE, _MISSING = 410, 404


def refusal_of(state: ReportState) -> AwsError:
    """Return the error for a report that is read and is not complete."""
    match state:
        case ReportState.IN_PROGRESS:
            return AwsError("ReportInProgress", "The report is being generated.", _MISSING)
        case ReportState.EXPIRED:
            return AwsError("ReportExpired", "The report has expired. Generate a new one.", _GONE)
        case _:
            return AwsError("ReportNotPresent", "No report exists. Call GenerateCredentialReport.", _GONE)
