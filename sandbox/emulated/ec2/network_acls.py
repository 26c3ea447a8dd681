"""Network ACLs: the last rule, which denies all traffic, and entries that do not exist."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation
from sandbox.emulated.service_call import Call

LAST_RULE = 32767
"""Number of the rule `*`, which denies what no other rule matches and which cannot be changed."""
ANYWHERE = "0.0.0.0/0"


@operation("CreateNetworkAcl")
def create_network_acl(call: Call) -> dict[str, Any]:
    """Create an ACL with the last rule that denies; moto gives it to the default ACL alone."""
    shown = call.inner()
    acl = shown["NetworkAcl"]
    acl["OwnerId"] = call.account
    for egress in (True, False):
        backend.of(call).create_network_acl_entry(
            acl["NetworkAclId"], LAST_RULE, "-1", "deny", egress, ANYWHERE, None, None, None, None, None
        )
        acl["Entries"].append(
            {"CidrBlock": ANYWHERE, "Egress": egress, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": LAST_RULE}
        )
    return shown


@operation("DescribeNetworkAcls")
def describe_network_acls(call: Call) -> dict[str, Any]:
    """Return ACLs with ICMP's types and codes, which moto leaves out."""
    shown = call.inner()
    for acl in shown.get("NetworkAcls", []):
        for entry in acl["Entries"]:
            kept = _entry(call, acl["NetworkAclId"], entry)
            if kept is not None and kept.icmp_type is not None:
                entry["IcmpTypeCode"] = {"Type": int(kept.icmp_type), "Code": int(kept.icmp_code)}
    return shown


@operation("CreateNetworkAclEntry")
def create_network_acl_entry(call: Call) -> dict[str, Any]:
    """Create an entry with ICMP's type and code, which moto reads from another member."""
    shown = call.inner()
    _keep_icmp(call, call.request)
    return shown


@operation("ReplaceNetworkAclEntry")
def replace_network_acl_entry(call: Call) -> dict[str, Any]:
    """Replace an entry; one that does not exist is refused, where moto fails."""
    _check_there(call, call.request)
    shown = call.inner()
    _keep_icmp(call, call.request)
    return shown


@operation("DeleteNetworkAclEntry")
def delete_network_acl_entry(call: Call) -> dict[str, Any]:
    """Delete an entry; one that does not exist is refused, where moto fails."""
    _check_there(call, call.request)
    return call.inner()


def _entry(call: Call, acl_id: str, wanted: dict[str, Any]) -> Any:
    """Return moto's entry, whose direction is a string or a boolean."""
    names = (str(wanted["Egress"]).lower(), int(wanted["RuleNumber"]))
    entries = backend.of(call).get_network_acl(acl_id).network_acl_entries
    return next((each for each in entries if (str(each.egress).lower(), int(each.rule_number)) == names), None)


def _keep_icmp(call: Call, request: dict[str, Any]) -> None:
    kept, icmp = _entry(call, request["NetworkAclId"], request), request.get("IcmpTypeCode")
    if icmp:
        kept.icmp_type, kept.icmp_code = icmp.get("Type", -1), icmp.get("Code", -1)


def _check_there(call: Call, request: dict[str, Any]) -> None:
    if request["RuleNumber"] == LAST_RULE:
        raise AwsError("InvalidParameterValue", f"Rule {LAST_RULE} is AWS's own and cannot be changed.")
    if _entry(call, request["NetworkAclId"], request) is None:
        side = "egress" if request["Egress"] else "ingress"
        raise AwsError(
            "InvalidNetworkAclEntry.NotFound",
            f"The {side} entry with rule number {request['RuleNumber']} does not exist"
            f" in network ACL {request['NetworkAclId']}",
        )
