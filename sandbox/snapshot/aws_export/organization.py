"""The organization from the responses of its list and describe operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sandbox.iam.policy_set import Policy
from sandbox.iam.snapshot import Account, Node
from sandbox.snapshot.aws_export import responses as files
from sandbox.snapshot.aws_export.account_state import account_state, is_active
from sandbox.snapshot.aws_export.delegation import delegated_services, is_delegated
from sandbox.snapshot.aws_export.policies import exported_policy
from sandbox.snapshot.aws_export.responses import Responses
from sandbox.snapshot.managed_policies import RCP_FULL, SCP_FULL

_SCP, _RCP = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
_FULL = {"p-FullAWSAccess": SCP_FULL, "p-RCPFullAWSAccess": RCP_FULL}


@dataclass
class Organization:
    """The organization as far as it has been read."""

    responses: Responses
    id: str | None = None
    management: str | None = None
    nodes: dict[str, Node] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _policies: dict[str, Policy] = field(default_factory=dict)
    _enabled: tuple[str, ...] = ()

    def read(self) -> None:
        """Read it all, from the root down; raises SourceMissing, SourceUnreadable.

        Where nothing of an organization was exported, the accounts are those that have a folder with their users and
        roles.
        """
        alone = self.responses.accounts_with_details()
        if alone and not any(name.startswith("organization/") for name in self.responses.files):
            self.accounts = {account: Account(account, account) for account in alone}
            self.notes.append(f"no organization is in {self.responses.place}: no SCP and no RCP limits its accounts")
            return
        described = self.responses.response(files.ORGANIZATION).get("Organization") or {}
        self.id, self.management = str(described.get("Id")), str(described.get("MasterAccountId"))
        root = self.responses.entries(files.ROOTS, "Roots")[0]
        types = root.get("PolicyTypes") or ()
        self._enabled = tuple(kind["Type"] for kind in types if kind.get("Status") == "ENABLED")
        self._grow(str(root["Id"]), str(root.get("Name") or "Root"), None)

    def _grow(self, node: str, name: str, parent: str | None) -> None:
        self._node(node, name, parent)
        for unit in self.responses.entries(files.units_of(node), "OrganizationalUnits"):
            self._grow(str(unit["Id"]), str(unit["Name"]), node)
        name_of_file = files.accounts_of(node)
        for place, account in enumerate(self.responses.entries(name_of_file, "Accounts")):
            self._account(account, node, name_of_file, place)

    def _account(self, account: Mapping[str, object], parent: str, file: str, place: int) -> None:
        identity, name = str(account["Id"]), str(account["Name"])
        if not is_active(account):
            self.notes.append(f"account {name} ({identity}) is {account_state(account)} and is left out")
            return
        self._node(identity, name, parent)
        origin = self.responses.origin(file, f"$.Accounts[{place}]")
        managing = identity == self.management
        self.accounts[identity] = Account(
            identity,
            name,
            identity,
            managing,
            origin,
            delegated_administrator=is_delegated(self.responses, identity),
            delegated_services=delegated_services(self.responses, identity),
        )

    def _node(self, node: str, name: str, parent: str | None) -> None:
        self.nodes[node] = Node(node, name, parent, self._attached(node, _SCP), self._attached(node, _RCP))

    def _attached(self, target: str, kind: str) -> tuple[Policy, ...]:
        if kind not in self._enabled:
            return ()
        listed = self.responses.entries(files.policies_of(target, kind), "Policies")
        found = (self._policy(str(summary["Id"])) for summary in listed)
        return tuple(sorted(found, key=lambda policy: (policy not in (SCP_FULL, RCP_FULL), policy.name)))

    def _policy(self, identity: str) -> Policy:
        if identity in _FULL:
            return _FULL[identity]
        if identity not in self._policies:
            name = files.policy(identity)
            described = self.responses.response(name).get("Policy") or {}
            summary = described.get("PolicySummary") or {}
            called, arn = str(summary.get("Name") or identity), summary.get("Arn")
            self._policies[identity] = exported_policy(
                self.responses.origin(name, "$.Policy.Content"), described.get("Content"), called, arn
            )
        return self._policies[identity]
