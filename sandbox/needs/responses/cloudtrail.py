"""CloudTrail: a trail has the selectors that the program gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.needs.known import Known


def _trails(response: dict[str, Any], _request: Mapping[str, Any], known: Known) -> None:
    custom = any(
        known.after.get(name) or known.before.get(name) for name in ("eventSelectors", "advancedEventSelectors")
    )
    insights = bool(known.after.get("insightSelectors"))
    for trail in response["trailList"]:
        trail.update(HasCustomEventSelectors=custom, HasInsightSelectors=insights)


RESPONSES = {"DescribeTrails": _trails}
