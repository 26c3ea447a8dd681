"""Nobody works as an account's root user: no boundary and no identity policy limits it."""

from __future__ import annotations

from collections.abc import Callable

type Refused = Callable[..., bool]


def test_the_root_user_can_do_nothing(scp_refuses: Callable[[str], Refused]) -> None:
    assert scp_refuses("deny-root-user")("mobile", "s3:ListAllMyBuckets")


def test_a_role_can(scp_refuses: Callable[[str], Refused]) -> None:
    assert not scp_refuses("deny-root-user")("mobile/reader", "s3:ListAllMyBuckets")


def test_a_role_that_is_called_root_is_no_root_user(scp_refuses: Callable[[str], Refused]) -> None:
    assert not scp_refuses("deny-root-user")("mobile/root", "s3:ListAllMyBuckets")
