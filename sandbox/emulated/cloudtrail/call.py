"""One call to CloudTrail."""

from __future__ import annotations

from sandbox.emulated.cloudtrail.store import Trails
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Paging, ServiceCall


def _bad_token(_token: str) -> AwsError:
    return AwsError("InvalidTokenException", "The token is invalid.")


class CloudTrailCall(ServiceCall[Trails]):
    """A call that sees the trails of all accounts; ListTrails has no size of its own, AWS gives 100 at most."""

    paging = Paging(bad_token=_bad_token, size=100)
