"""Trust policies of the jobs, and the policies that allow to assume jobs of other accounts.

A trust names the account and, as a condition, the role: a role named as principal would have to exist first, so two
departments could not trust each other, and the trust would be tied to that role's unique id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.document import Document, Statement, document
from accounts.names import ACCESS_ROLE, BREAK_GLASS
from sandbox.estate import Estate

_MFA: dict[str, Any] = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}


def job_trust(estate: Estate, account: str, job: str, account_ids: Mapping[str, str]) -> Document:
    """Return the trust policy of a job: the account's own users, and the jobs of others that the estate names."""
    own = [_account(account_ids[account], "AllowAccountUsers")]
    if needs_mfa(estate, account, job):
        own[0]["Condition"] = _MFA
        # The deployment role can change this policy, so its exclusion would protect nothing.
        own.append(_role(f"{account}/{ACCESS_ROLE}", account_ids, "AllowDeployment"))
    trusted = estate.accounts[account].trusts.get(job, ())
    return document(*own, *(_role(caller, account_ids) for caller in trusted))


def needs_mfa(estate: Estate, account: str, job: str) -> bool:
    """Return whether the account's own users need MFA to assume the job.

    The job that may break the glass always does: a role's session carries no trace of MFA, so the break-glass role's
    trust cannot require it again.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
    """
    return estate.jobs[job].mfa or (account, job) == estate.break_glass


def trusted_accounts(estate: Estate, account: str) -> frozenset[str]:
    """Return the accounts whose ids the account's trust policies hold."""
    trusted = {caller.split("/")[0] for jobs in estate.accounts[account].trusts.values() for caller in jobs}
    return frozenset({account, *trusted})


def break_glass_trust(estate: Estate, account_ids: Mapping[str, str], management_id: str) -> Document:
    """Return the trust policy of break-glass: the job that the estate names, else the management account with MFA."""
    if estate.break_glass is not None:
        return document(_role("/".join(estate.break_glass), account_ids))
    return document(_account(management_id, "AllowManagementAccount") | {"Condition": _MFA})


def assume_other_jobs(estate: Estate, account: str, job: str) -> Document:
    """Return the policy that allows a job to assume the jobs of other accounts; their trust policies decide.

    Not those of its own account: a reader would become deployer, because an account's jobs trust its own users.
    """
    wanted = [f"arn:aws:iam::*:role/{name}" for name in estate.jobs]
    elsewhere: Statement = {
        "Sid": "AllowJobsOfOtherAccounts",
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Resource": wanted,
        "Condition": {
            "StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"},
            "StringNotEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"},
        },
    }
    if (account, job) != estate.break_glass:
        return document(elsewhere)
    rescue: Statement = {
        "Sid": "AllowBreakGlass",
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Resource": f"arn:aws:iam::*:role/{BREAK_GLASS}",
        "Condition": {"StringEquals": {"aws:ResourceOrgID": "${aws:PrincipalOrgID}"}},
    }
    return document(elsewhere, rescue)


def _account(account_id: str, sid: str) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account_id}:root"},
        "Action": "sts:AssumeRole",
    }


def _role(caller: str, account_ids: Mapping[str, str], sid: str | None = None) -> Statement:
    account, job = caller.split("/")
    sid = sid or "".join(part.capitalize() for word in (account, job) for part in word.split("-"))
    role = f"arn:aws:iam::{account_ids[account]}:role/{job}"
    return _account(account_ids[account], sid) | {"Condition": {"ArnEquals": {"aws:PrincipalArn": role}}}
