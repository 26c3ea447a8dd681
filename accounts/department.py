"""A department's account: its boundary, its jobs, its break-glass role."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from accounts.boundaries import boundary
from accounts.break_glass import BreakGlass, BreakGlassArgs
from accounts.document import to_json
from accounts.handle import OrganizationHandle
from accounts.jobs import Jobs, JobsArgs
from accounts.names import BOUNDARY
from sandbox.estate import Estate


@dataclass(frozen=True)
class DepartmentArgs:
    """The department and its organization."""

    estate: Estate
    account: str
    organization: OrganizationHandle


class Department(pulumi.ComponentResource):
    """The boundary, jobs and break-glass role of one department's account."""

    def __init__(self, name: str, args: DepartmentArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("causeway:accounts:Department", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        limit = aws.iam.Policy(
            f"{name}-boundary",
            name=BOUNDARY,
            description="Permissions boundary of the roles and users of a department",
            policy=to_json(boundary(args.estate)),
            opts=child,
        )
        jobs = Jobs(f"{name}-jobs", JobsArgs(args.estate, args.account, args.organization, limit.arn), opts=child)
        BreakGlass(f"{name}-break-glass", BreakGlassArgs(args.estate, args.account, args.organization), opts=child)
        self.register_outputs({"boundary": limit.arn, "jobs": jobs.arns})
