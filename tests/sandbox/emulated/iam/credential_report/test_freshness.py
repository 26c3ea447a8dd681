"""The states of a credential report."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.emulated.iam.credential_report.freshness import GENERATION, ReportState, refusal_of, state_of

STARTED = datetime(2026, 11, 30, 12, tzinfo=UTC)
TICK = timedelta(milliseconds=1)


def test_an_account_has_no_report_at_first() -> None:
    assert state_of(None, STARTED) is ReportState.ABSENT


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(), ReportState.IN_PROGRESS),
        (GENERATION - TICK, ReportState.IN_PROGRESS),
        (GENERATION, ReportState.COMPLETE),
        (timedelta(hours=4) - TICK, ReportState.COMPLETE),
        (timedelta(hours=4), ReportState.EXPIRED),
    ],
)
def test_a_report_is_complete_until_four_hours_have_passed(age: timedelta, state: ReportState) -> None:
    assert state_of(STARTED, STARTED + age) is state


@pytest.mark.parametrize(
    ("state", "code", "status"),
    [
        (ReportState.ABSENT, "ReportNotPresent", 410),
        (ReportState.IN_PROGRESS, "ReportInProgress", 404),
        (ReportState.EXPIRED, "ReportExpired", 410),
    ],
)
def test_a_report_that_is_not_complete_is_refused(state: ReportState, code: str, status: int) -> None:
    refusal = refusal_of(state)
    assert (refusal.code, refusal.status) == (code, status)
