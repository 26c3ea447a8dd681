"""Roles of IAM Identity Center: a session's ARN lacks their path, which follows from the Region of Identity Center.

Reference: IAM Identity Center user guide, referencingpermissionsets (ARN of a permission set's role): the Region is
part of the path unless Identity Center is in us-east-1.
"""

from __future__ import annotations

from sandbox.iam.principal import Principal

_NAME = "AWSReservedSSO_"
_PATH = "aws-reserved/sso.amazonaws.com"
_WITHOUT_REGION = "us-east-1"


def identity_center_role(principal: Principal, home_region: str) -> str | None:
    """Return the ARN of a session's role with its path; None for any other principal.

    Args:
        principal: The principal of a request.
        home_region: The Region of Identity Center, as far as it is known: the home Region.

    Example:
        >>> session = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0a1b2c/kim"
        >>> identity_center_role(Principal.parse(session), "eu-west-1")
        'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0a1b2c'

    """
    if not principal.is_session or principal.arn is None or not (principal.name or "").startswith(_NAME):
        return None
    partition = principal.arn.split(":")[1]
    region = "" if home_region == _WITHOUT_REGION else f"{home_region}/"
    return f"arn:{partition}:iam::{principal.account}:role/{_PATH}/{region}{principal.name}"
