"""The jobs of a department: one role each, always with the boundary."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from accounts.document import to_json
from accounts.handle import OrganizationHandle
from accounts.trust import assume_other_jobs, job_trust, trusted_accounts
from sandbox.estate import Estate, Job, managed_policy_arn, managed_policy_name

_SECONDS = 3600


@dataclass(frozen=True)
class JobsArgs:
    """The account of the jobs, and the boundary of each."""

    estate: Estate
    account: str
    organization: OrganizationHandle
    boundary_arn: pulumi.Input[str]


class Jobs(pulumi.ComponentResource):
    """The roles of an account's jobs: deployer, operator, reader and others that the estate names."""

    def __init__(self, name: str, args: JobsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:Jobs", name, None, opts)
        self._args = args
        self.arns = {job: self._role(job, definition) for job, definition in args.estate.jobs.items()}
        self.register_outputs({"arns": self.arns})

    def _role(self, job: str, definition: Job) -> pulumi.Output[str]:
        child = pulumi.ResourceOptions(parent=self)
        name = f"{self._args.account}-{job}"
        role = aws.iam.Role(
            name,
            name=job,
            description=definition.description,
            assume_role_policy=self._trust(job),
            permissions_boundary=self._args.boundary_arn,
            max_session_duration=definition.session_hours * _SECONDS,
            opts=child,
        )
        for policy in definition.policies:
            aws.iam.RolePolicyAttachment(
                f"{name}-{managed_policy_name(policy)}",
                role=role.name,
                policy_arn=managed_policy_arn(policy),
                opts=child,
            )
        aws.iam.RolePolicy(
            f"{name}-elsewhere",
            name="jobs-elsewhere",
            role=role.name,
            policy=to_json(assume_other_jobs(self._args.estate, self._args.account, job)),
            opts=child,
        )
        return role.arn

    def _trust(self, job: str) -> pulumi.Output[str]:
        estate, account = self._args.estate, self._args.account
        ids = {name: self._args.organization.accounts[name] for name in sorted(trusted_accounts(estate, account))}
        return pulumi.Output.all(**ids).apply(lambda known: to_json(job_trust(estate, account, job, known)))
