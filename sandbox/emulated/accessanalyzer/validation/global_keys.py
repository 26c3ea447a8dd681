"""The condition keys of all services: the type of each, and which have several values.

Reference: IAM user guide, reference_policies_condition-keys, read on 2026-11-23.
"""

from __future__ import annotations

from collections.abc import Mapping

TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "aws:calledvia",
            "aws:calledviafirst",
            "aws:calledvialast",
            "aws:federatedprovider",
            "aws:principalaccount",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:principalservicename",
            "aws:principalservicenameslist",
            "aws:principaltag/",
            "aws:principaltype",
            "aws:referer",
            "aws:requestedregion",
            "aws:requesttag/",
            "aws:resourceaccount",
            "aws:resourceorgid",
            "aws:resourceorgpaths",
            "aws:resourcetag/",
            "aws:signinsessionarn",
            "aws:sourceaccount",
            "aws:sourceidentity",
            "aws:sourceorgid",
            "aws:sourceorgpaths",
            "aws:sourceowner",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:tagkeys",
            "aws:useragent",
            "aws:userid",
            "aws:username",
            "aws:vpceaccount",
            "aws:vpceorgid",
            "aws:vpceorgpaths",
        ),
        "String",
    ),
    **dict.fromkeys(("aws:principalarn", "aws:sourcearn", "aws:sourcevpcarn"), "ARN"),
    **dict.fromkeys(("aws:ec2instancesourceprivateipv4", "aws:sourceip", "aws:vpcsourceip"), "IPAddress"),
    **dict.fromkeys(("aws:currenttime", "aws:epochtime", "aws:tokenissuetime"), "Date"),
    **dict.fromkeys(
        (
            "aws:assumedroot",
            "aws:ismcpserviceaction",
            "aws:multifactorauthpresent",
            "aws:principalisawsservice",
            "aws:securetransport",
            "aws:viaawsmcpservice",
            "aws:viaawsservice",
        ),
        "Bool",
    ),
    "aws:ec2instancesourcevpc": "String",
    "aws:chatbotsourcearn": "ARN",
    "aws:multifactorauthage": "Numeric",
}
"""Key in lower case, which takes a tag's key after a slash -> type, as the Service Authorization Reference names it."""

PAIRED: Mapping[str, tuple[str, ...]] = {
    "aws:vpcsourceip": ("aws:SourceVpc", "aws:SourceVpce"),
    "aws:ec2instancesourceprivateipv4": ("aws:Ec2InstanceSourceVpc",),
}
"""Key -> keys of which one belongs beside it, for it repeats between networks."""

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "String": ("String",),
    "ARN": ("Arn", "String"),
    "IPAddress": ("IpAddress", "NotIpAddress"),
    "Date": ("Date", "Numeric"),
    "Bool": ("Bool",),
    "Numeric": ("Numeric",),
}
_OPERATORS = {"IPAddress": "IP address", "ARN": "ARN", "Bool": "Boolean"}


def type_of(key: str) -> str | None:
    """Return the type of a key in lower case; None for one that does not exist."""
    name, slash, _ = key.partition("/")
    return TYPES.get(name + slash)


def takes(type_: str, operator: str) -> bool:
    """Return whether an operator, without qualifier and IfExists, is of a key's type."""
    return operator == "Null" or operator.startswith(_FAMILIES[type_])


def operator_type(type_: str) -> str:
    """Return the name of a type's operators."""
    return _OPERATORS.get(type_, type_)
