"""The RAM shares of the network account: with units where possible, never with external accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True)
class ShareArgs:
    """The shared resources and the principals; the keys are stable names."""

    resources: Mapping[str, pulumi.Input[str]]
    """Name -> ARN."""
    principals: Mapping[str, pulumi.Input[str]]
    """Name of a unit or account -> the unit's ARN, the account's id."""


class Share(pulumi.ComponentResource):
    """A resource share inside the organization."""

    def __init__(self, name: str, args: ShareArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:network:Share", name, None, opts)
        share = aws.ram.ResourceShare(
            name,
            name=name,
            allow_external_principals=False,
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self),
        )
        principals = args.principals.items()
        taken = [self._with(name, principal_name, principal, share) for principal_name, principal in principals]
        self._ready = {
            resource: pulumi.Output.all(self._given(name, resource, arn, share), *taken)
            for resource, arn in args.resources.items()
        }
        self.register_outputs({"arn": share.arn})

    def shared(self, resource: str, value: pulumi.Output[str]) -> pulumi.Output[str]:
        """Return the value, known when this resource is shared with all principals."""
        return pulumi.Output.all(value, self._ready[resource]).apply(lambda known: str(known[0]))

    def _given(
        self, name: str, resource: str, arn: pulumi.Input[str], share: aws.ram.ResourceShare
    ) -> pulumi.Output[str]:
        return aws.ram.ResourceAssociation(
            f"{name}-{resource}",
            resource_arn=arn,
            resource_share_arn=share.arn,
            opts=pulumi.ResourceOptions(parent=self),
        ).id

    def _with(
        self, name: str, principal_name: str, principal: pulumi.Input[str], share: aws.ram.ResourceShare
    ) -> pulumi.Output[str]:
        return aws.ram.PrincipalAssociation(
            f"{name}-with-{principal_name}",
            principal=principal,
            resource_share_arn=share.arn,
            opts=pulumi.ResourceOptions(parent=self),
        ).id
