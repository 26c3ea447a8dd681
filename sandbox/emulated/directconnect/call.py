"""One call to Direct Connect."""

from __future__ import annotations

from sandbox.emulated.directconnect.rules import refusal
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.call import HybridCall
from sandbox.emulated.service_call import Paging

LARGEST_PAGE = 100
"""`MaxResultSetSize` of the Direct Connect API Reference, which is also its default."""


def _check_size(size: int) -> None:
    if not 1 <= size <= LARGEST_PAGE:
        raise refusal(f"maxResults must be between 1 and {LARGEST_PAGE}.")


def _bad_token(_token: str) -> AwsError:
    return refusal("The nextToken is invalid.")


class DirectConnectCall(HybridCall):
    """A call with Direct Connect's paging."""

    paging = Paging(
        bad_token=_bad_token,
        size=LARGEST_PAGE,
        check_size=_check_size,
        token_member="nextToken",  # noqa: S106 - a member's name
        size_member="maxResults",
    )
