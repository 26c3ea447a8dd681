"""Network ACLs: the last rule that denies all, and entries that aren't there."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import inner, operation

LAST_RULE = 32767
ANYWHERE = "0.0.0.0/0"


@operation("CreateNetworkAcl")
def create_network_acl(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """Every ACL ends with a rule that denies; moto gives it to the default one alone."""
    shown = inner(context, request)
    acl = shown["NetworkAcl"]
    acl["OwnerId"] = context.account_id
    for egress in (True, False):
        backend.of(context).create_network_acl_entry(
            acl["NetworkAclId"], LAST_RULE, "-1", "deny", egress, ANYWHERE, None, None, None, None, None
        )
        acl["Entries"].append(
            {"CidrBlock": ANYWHERE, "Egress": egress, "Protocol": "-1", "RuleAction": "deny", "RuleNumber": LAST_RULE}
        )
    return shown


@operation("DescribeNetworkAcls")
def describe_network_acls(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """With the ICMP types and codes that moto keeps and doesn't tell."""
    shown = inner(context, request)
    for acl in shown.get("NetworkAcls", []):
        known = backend.of(context).get_network_acl(acl["NetworkAclId"])
        codes = {(each.egress, int(each.rule_number)): each for each in known.network_acl_entries}
        for entry in acl["Entries"]:
            kept = codes.get((entry["Egress"], entry["RuleNumber"])) or codes.get(
                (str(entry["Egress"]).lower(), entry["RuleNumber"])
            )
            if kept is not None and kept.icmp_type is not None:
                entry["IcmpTypeCode"] = {"Type": int(kept.icmp_type), "Code": int(kept.icmp_code or 0)}
    return shown


@operation("DeleteNetworkAclEntry", "ReplaceNetworkAclEntry")
def change_network_acl_entry(context: Any, request: dict[str, Any]) -> dict[str, Any]:
    """An entry that isn't there is named, where moto breaks."""
    if request["RuleNumber"] == LAST_RULE:
        raise AwsError("InvalidParameterValue", f"Rule {LAST_RULE} is AWS's own and cannot be changed.")
    acl = backend.of(context).get_network_acl(request["NetworkAclId"])
    wanted = (str(request["Egress"]).lower(), request["RuleNumber"])
    if all((str(each.egress).lower(), int(each.rule_number)) != wanted for each in acl.network_acl_entries):
        side = "egress" if request["Egress"] else "ingress"
        raise AwsError(
            "InvalidNetworkAclEntry.NotFound",
            f"The {side} entry with rule number {request['RuleNumber']} does not exist in network ACL {acl.id}",
        )
    return inner(context, request)
