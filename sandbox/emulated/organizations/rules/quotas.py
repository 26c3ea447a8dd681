"""AWS's quotas, in a table with the day on which each was read, because AWS changes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta


@dataclass(frozen=True)
class PolicyQuota:
    """Quotas of one policy type."""

    characters: int
    per_node: int
    per_organization: int = 1000


@dataclass(frozen=True)
class Quotas:
    """Quotas as of a day; counts for an organization, durations as AWS documents them."""

    as_of: date
    accounts: int
    """Ten by default, more on request; the sandbox has the quota of a granted request."""
    units: int = 2000
    unit_depth: int = 5
    tags: int = 50
    invitations_a_day: int = 20
    """Or the quota of accounts in the organization, whichever is more; accepted invitations don't count."""
    age_before_leaving: timedelta = timedelta(days=4)
    concurrent_creations: int = 5
    concurrent_closings: int = 3
    closing_share: int = 10
    """Percent of the members that may be closed in 30 days."""
    closings_at_least: int = 10
    closings_at_most: int = 1000
    closed_account_stays: timedelta = timedelta(days=90)
    invitation_lasts: timedelta = timedelta(days=15)
    all_features_request_lasts: timedelta = timedelta(days=90)
    answered_handshake_stays: timedelta = timedelta(days=30)
    policies: dict[str, PolicyQuota] = field(default_factory=dict)


_OLD_AUTHORIZATION = PolicyQuota(characters=5120, per_node=5)
_MANAGEMENT = PolicyQuota(characters=10_000, per_node=10)
_FEW = PolicyQuota(characters=10_000, per_node=5)

_BEFORE = Quotas(
    as_of=date(2025, 9, 19),
    accounts=10_000,
    policies={
        "SERVICE_CONTROL_POLICY": PolicyQuota(characters=5120, per_node=5, per_organization=10_000),
        "RESOURCE_CONTROL_POLICY": _OLD_AUTHORIZATION,
        "DECLARATIVE_POLICY_EC2": _MANAGEMENT,
        "BACKUP_POLICY": _MANAGEMENT,
        "TAG_POLICY": _MANAGEMENT,
        "CHATBOT_POLICY": _FEW,
        "AISERVICES_OPT_OUT_POLICY": PolicyQuota(characters=2500, per_node=5),
        "SECURITYHUB_POLICY": _MANAGEMENT,
        "INSPECTOR_POLICY": _MANAGEMENT,
        "UPGRADE_ROLLOUT_POLICY": _MANAGEMENT,
        "BEDROCK_POLICY": _MANAGEMENT,
        "S3_POLICY": _MANAGEMENT,
        "NETWORK_SECURITY_DIRECTOR_POLICY": _MANAGEMENT,
    },
)

_SINCE_MAY_2026 = Quotas(
    as_of=date(2026, 5, 15),
    accounts=10_000,
    closing_share=20,
    closings_at_least=250,
    policies=_BEFORE.policies
    | {
        "SERVICE_CONTROL_POLICY": PolicyQuota(characters=10_240, per_node=10, per_organization=10_000),
        "RESOURCE_CONTROL_POLICY": PolicyQuota(characters=5120, per_node=5, per_organization=2000),
    },
)

TABLE = (_BEFORE, _SINCE_MAY_2026)


def quotas_on(day: date) -> Quotas:
    """Return the quotas of that day; before the first entry, the first one."""
    held = [quotas for quotas in TABLE if quotas.as_of <= day]
    return held[-1] if held else TABLE[0]


CURRENT = TABLE[-1]


def closing_quota(members: int, quotas: Quotas = CURRENT) -> int:
    """Return how many accounts an organization of this size may close in 30 days."""
    return min(max(quotas.closings_at_least, members * quotas.closing_share // 100), quotas.closings_at_most)
