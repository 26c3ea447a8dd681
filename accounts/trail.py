"""The organization trail, with its bucket in the security account."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from accounts.break_glass_alarm import AlarmArgs, BreakGlassAlarm
from accounts.document import to_json
from accounts.handle import OrganizationHandle
from accounts.names import TRAIL, trail_bucket
from accounts.trail_bucket import TrailBucket
from accounts.trail_policies import TrailContext, delivery, delivery_trust
from sandbox.estate import Estate


@dataclass(frozen=True)
class TrailArgs:
    """The organization, and its management account, which owns the trail."""

    estate: Estate
    organization: OrganizationHandle
    management: aws.Provider


class OrganizationTrail(pulumi.ComponentResource):
    """Bucket and key in the security account, trail and break-glass alarm in the management account."""

    def __init__(self, name: str, args: TrailArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:OrganizationTrail", name, None, opts)
        self._args = args
        self._account = args.estate.account_roles.security
        self._context = self._policy_context()
        self._in_management = pulumi.ResourceOptions(parent=self, provider=args.management)
        bucket = TrailBucket(f"{name}-bucket", self._context, opts=pulumi.ResourceOptions(parent=self))
        group = aws.cloudwatch.LogGroup(TRAIL, name=TRAIL, retention_in_days=90, opts=self._in_management)
        trail = aws.cloudtrail.Trail(
            TRAIL,
            name=TRAIL,
            s3_bucket_name=bucket.name,
            kms_key_id=bucket.key_arn,
            is_organization_trail=True,
            is_multi_region_trail=True,
            include_global_service_events=True,
            enable_log_file_validation=True,
            cloud_watch_logs_group_arn=group.arn.apply(lambda arn: f"{arn}:*"),
            cloud_watch_logs_role_arn=self._delivery(),
            opts=self._in_management,
        )
        # Afterwards, since CreateTrail in the management account creates the service-linked role that this needs.
        aws.organizations.DelegatedAdministrator(
            TRAIL,
            account_id=args.organization.accounts[self._account],
            service_principal="cloudtrail.amazonaws.com",
            opts=pulumi.ResourceOptions.merge(self._in_management, pulumi.ResourceOptions(depends_on=[trail])),
        )
        alarm_args = AlarmArgs(log_group=group.name, email=args.estate.accounts[self._account].email)
        # Its children inherit a provider from `providers`; `provider` would apply to the component only.
        BreakGlassAlarm(
            "break-glass-used", alarm_args, opts=pulumi.ResourceOptions(parent=self, providers=[args.management])
        )
        self.register_outputs({"trail": trail.arn, "bucket": bucket.name})

    def _policy_context(self) -> pulumi.Output[TrailContext]:
        estate, organization = self._args.estate, self._args.organization
        ids = (organization.management, organization.accounts[self._account], organization.id)
        return pulumi.Output.all(*ids).apply(
            lambda known: TrailContext(
                region=estate.organization.home_region,
                management_id=known[0],
                security_id=known[1],
                organization_id=known[2],
                bucket=trail_bucket(estate, known[1]),
            )
        )

    def _delivery(self) -> pulumi.Output[str]:
        role = aws.iam.Role(
            f"{TRAIL}-delivery",
            name=f"{TRAIL}-delivery",
            description="Delivery of the trail's events to its log group",
            assume_role_policy=to_json(delivery_trust()),
            opts=self._in_management,
        )
        policy = aws.iam.RolePolicy(
            f"{TRAIL}-delivery",
            name="fill-streams",
            role=role.name,
            policy=self._context.apply(lambda context: to_json(delivery(context))),
            opts=self._in_management,
        )
        return pulumi.Output.all(role.arn, policy.id).apply(lambda known: str(known[0]))
