"""The ARNs of planned resources, for the names and ids by which calls name them."""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.snapshot.plan.resource import Planned

_NAMED = {
    "aws:iam/group:Group": "iam:group",
    "aws:iam/instanceProfile:InstanceProfile": "iam:instance-profile",
    "aws:iam/role:Role": "iam:role",
    "aws:iam/user:User": "iam:user",
}
_OF_ORGANIZATIONS = {
    "organizations:account": "",
    "organizations:organizationalunit": "ou-",
    "organizations:policy": "p-",
    "organizations:root": "r-",
}
"""Resource type -> what stands before the name that a call is searched by."""


class PlannedNames:
    """Finds the ARN of a planned resource, as the gateway finds that of one that exists."""

    def __init__(self, resources: Iterable[Planned]) -> None:
        self._named: dict[tuple[str, str, str], str] = {}
        self._organization: dict[str, str] = {}
        for made in resources:
            self._add(made)

    def _add(self, made: Planned) -> None:
        arn = made.text("arn")
        kind = _NAMED.get(made.type)
        if kind and arn:
            self._named[kind, made.account, made.text("name") or made.id] = arn
        if made.type == "aws:iam/instanceProfile:InstanceProfile" and made.text("role"):
            role = made.text("role") or ""
            name = made.text("name") or made.id
            self._named["iam:role-of-instance-profile", made.account, name] = role
        if made.type == "aws:kms/alias:Alias" and made.text("targetKeyArn"):
            self._named["kms:alias", made.account, made.text("name") or made.id] = made.text("targetKeyArn") or ""
        if made.type == "aws:ec2/subnet:Subnet" and made.text("vpcId"):
            self._named["ec2:vpc-of-subnet", made.account, made.id] = made.text("vpcId") or ""
        if made.type == "aws:ec2/routeTableAssociation:RouteTableAssociation":
            table = f"arn:aws:ec2:{made.region}:{made.account}:route-table/{made.text('routeTableId')}"
            self._named["ec2:route-table", made.account, made.id] = table
        if made.type.startswith("aws:organizations/") and arn:
            self._organization[made.id] = arn
        for root in made.values.get("roots") or () if made.type.endswith(":Organization") else ():
            if isinstance(root, dict) and root.get("id"):
                self._organization[str(root["id"])] = str(root.get("arn"))

    def find(self, account: str, kind: str, name: str) -> str | None:
        """Return the ARN of a resource in an account, given its type and name; None where the plan has none."""
        if kind in _OF_ORGANIZATIONS:
            prefix = _OF_ORGANIZATIONS[kind]
            return self._organization.get(name) or self._organization.get(prefix + name)
        found = self._named.get((kind, account, name.rpartition(":")[2] if kind == "kms:alias" else name))
        if kind == "iam:role-of-instance-profile" and found is not None:
            return self._named.get(("iam:role", account, found))
        return found
