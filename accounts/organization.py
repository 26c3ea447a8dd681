"""The organization: its units, its accounts, and the guardrails over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

from accounts.document import to_json
from accounts.guardrail import Guardrail, GuardrailContext
from accounts.guardrails import guardrail
from accounts.handle import OrganizationHandle
from accounts.names import ACCESS_ROLE
from accounts.providers import account_tags
from sandbox.estate import Estate

_TRUSTED_SERVICES = ("cloudtrail.amazonaws.com", "ram.amazonaws.com")
"""For the organization trail, and for resource shares with units."""

_FIXED = ("email", "iamUserAccessToBilling", "roleName")
"""Inputs of an account that Organizations reads only on creation, and neither changes nor returns afterwards."""

_RECONCILED_LATER = ("closeOnDeletion", "name", "parentId", "tags", "tagsAll")
"""Pulumi imports a resource only if the program's inputs equal its state; the next update applies these."""

_POLICY_TYPES = ("RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY")


@dataclass(frozen=True)
class OrganizationArgs:
    """The estate, and what happens to an account that is removed from it."""

    estate: Estate
    close_accounts: bool = False
    """Whether an account that was removed from the estate is closed. If not, it stays in the organization as it is."""
    adopted_accounts: Mapping[str, str] = field(default_factory=dict)
    """Account name -> id, of accounts that are in the organization already."""
    adopted_units: Mapping[str, str] = field(default_factory=dict)
    """Unit name -> id, of units that are in the organization already."""


class Organization(pulumi.ComponentResource):
    """The organization with all features, in the management account."""

    def __init__(self, name: str, args: OrganizationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:Organization", name, None, opts)
        self._estate, self._args = args.estate, args
        self._organization = aws.organizations.Organization(
            name,
            feature_set="ALL",
            aws_service_access_principals=list(_TRUSTED_SERVICES),
            enabled_policy_types=list(_POLICY_TYPES),
            opts=pulumi.ResourceOptions(parent=self, retain_on_delete=not args.close_accounts),
        )
        self._root = self._organization.roots.apply(lambda roots: str(roots[0].id))
        sharing = aws.ram.SharingWithOrganization(
            "sharing", opts=pulumi.ResourceOptions(parent=self, depends_on=[self._organization])
        )
        self._units = {unit: self._unit(unit) for unit in args.estate.organization.units}
        self._accounts = {account: self._account(account) for account in args.estate.accounts}
        self._attach_guardrails()
        self.handle = OrganizationHandle(
            id=self._organization.id,
            management=self._organization.master_account_id,
            accounts={name: account.id for name, account in self._accounts.items()},
            units={name: pulumi.Output.all(unit.arn, sharing.id).apply(_first) for name, unit in self._units.items()},
        )
        self.register_outputs({"id": self._organization.id})

    def _unit(self, name: str) -> aws.organizations.OrganizationalUnit:
        return aws.organizations.OrganizationalUnit(
            self._estate.unit_key(name),
            name=name,
            parent_id=self._root,
            # An account that was removed from the estate is still in its unit, and AWS deletes no unit with accounts.
            opts=pulumi.ResourceOptions(
                parent=self, retain_on_delete=not self._args.close_accounts, import_=self._args.adopted_units.get(name)
            ),
        )

    def _account(self, name: str) -> aws.organizations.Account:
        account, adopted = self._estate.accounts[name], self._args.adopted_accounts.get(name)
        made = aws.organizations.Account(
            name,
            name=name,
            email=account.email,
            parent_id=self._units[self._estate.unit_of(name)].id,
            role_name=ACCESS_ROLE,
            iam_user_access_to_billing="DENY",
            close_on_deletion=self._args.close_accounts,
            tags=account_tags(name, account.cost_centre),
            opts=pulumi.ResourceOptions(
                parent=self,
                retain_on_delete=not self._args.close_accounts,
                ignore_changes=[*_FIXED, *(_RECONCILED_LATER if adopted else ())],
                import_=adopted,
            ),
        )
        made.email.apply(lambda known: _report_other_email(name, account.email, known))
        return made

    def _attach_guardrails(self) -> None:
        at_units = self._estate.guardrails.units
        attached = dict.fromkeys((*self._estate.guardrails.root, *(n for names in at_units.values() for n in names)))
        context = self._guardrail_context()
        policies = {name: self._policy(guardrail(name), context) for name in attached}
        for name in self._estate.guardrails.root:
            self._attach(policies[name], f"{name}-root", self._root)
        for unit, names in at_units.items():
            for name in names:
                self._attach(policies[name], f"{name}-{self._estate.unit_key(unit)}", self._units[unit].id)

    def _guardrail_context(self) -> pulumi.Output[GuardrailContext]:
        # Only the ids that a guardrail names: a new account then changes no guardrail.
        named = {name: self._accounts[name].id for name, account in self._estate.accounts.items() if account.internet}
        return pulumi.Output.all(self._organization.id, pulumi.Output.from_input(named)).apply(
            lambda known: GuardrailContext(self._estate, known[0], known[1])
        )

    def _policy(self, rail: Guardrail, context: pulumi.Output[GuardrailContext]) -> aws.organizations.Policy:
        return aws.organizations.Policy(
            rail.name,
            name=rail.name,
            type=rail.kind,
            description=rail.why,
            content=context.apply(lambda known: to_json(rail.document(known))),
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _attach(self, policy: aws.organizations.Policy, name: str, target: pulumi.Output[str]) -> None:
        aws.organizations.PolicyAttachment(
            name, policy_id=policy.id, target_id=target, opts=pulumi.ResourceOptions(parent=self)
        )


def _first(values: list[str]) -> str:
    return values[0]


def _report_other_email(name: str, wanted: str, known: str) -> None:
    """Warn where the estate file has another email than the account: only its own root user changes that on AWS."""
    if known.casefold() != wanted.casefold():
        pulumi.log.warn(
            f"accounts.{name}.email: the account has {known}, and not {wanted}. Its root user changes the address on "
            "AWS; Organizations does not."
        )
