"""The emergency role: an administrator's role whose use raises an alarm (see `trail.py`)."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from accounts.document import to_json
from accounts.handle import OrganizationHandle
from accounts.names import BREAK_GLASS
from accounts.trust import break_glass_trust
from sandbox.estate import Estate


@dataclass(frozen=True)
class BreakGlassArgs:
    """The account of the emergency role."""

    estate: Estate
    account: str
    organization: OrganizationHandle


class BreakGlass(pulumi.ComponentResource):
    """A role without the boundary, for the job that the estate names, for an hour at a time."""

    def __init__(self, name: str, args: BreakGlassArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:BreakGlass", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        ids = {name: args.organization.accounts[name] for name, _ in filter(None, [args.estate.break_glass])}
        trust = pulumi.Output.all(pulumi.Output.from_input(ids), args.organization.management).apply(
            lambda known: to_json(break_glass_trust(args.estate, known[0], known[1]))
        )
        role = aws.iam.Role(
            name,
            name=BREAK_GLASS,
            description="Administrator access in an emergency; every use raises an alarm",
            assume_role_policy=trust,
            max_session_duration=3600,
            opts=child,
        )
        aws.iam.RolePolicyAttachment(
            name, role=role.name, policy_arn="arn:aws:iam::aws:policy/AdministratorAccess", opts=child
        )
        self.arn = role.arn
        self.register_outputs({"arn": role.arn})
