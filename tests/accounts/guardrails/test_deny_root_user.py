"""`deny-root-user` denies everything to root users, which no boundary or identity policy limits."""

from __future__ import annotations

from collections.abc import Callable

type Refused = Callable[..., bool]


def test_the_root_user_is_denied(scp_refuses: Callable[[str], Refused]) -> None:
    assert scp_refuses("deny-root-user")("mobile", "s3:ListAllMyBuckets")


def test_a_role_is_not_denied(scp_refuses: Callable[[str], Refused]) -> None:
    assert not scp_refuses("deny-root-user")("mobile/reader", "s3:ListAllMyBuckets")


def test_a_role_named_root_is_not_denied(scp_refuses: Callable[[str], Refused]) -> None:
    assert not scp_refuses("deny-root-user")("mobile/root", "s3:ListAllMyBuckets")
