"""One call to EC2."""

from __future__ import annotations

from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.service_call import Paging


def _bad_token(_token: str) -> AwsError:
    return AwsError("InvalidNextToken", "The token is invalid.")


class Ec2Call(HybridCall):
    """A call with EC2's paging; 1,000 is the largest page of its Describe operations, and what they list by default."""

    paging = Paging(bad_token=_bad_token, size=1000)
