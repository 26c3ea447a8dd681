"""An organization with units and a policy, in the three steps that the test deploys: first, changed, replaced."""

import json

import pulumi
import pulumi_aws as aws

step = pulumi.Config().require("step")
organization = aws.organizations.Organization(
    "organization",
    enabled_policy_types=["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    aws_service_access_principals=["cloudtrail.amazonaws.com"],
)
root = organization.roots[0].id
infrastructure = aws.organizations.OrganizationalUnit("infrastructure", name="infrastructure", parent_id=root)
departments = aws.organizations.OrganizationalUnit(
    "departments", name="departments", parent_id=infrastructure.id if step == "replaced" else root
)
deny_leaving = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}],
}
policy = aws.organizations.Policy(
    "stay",
    name="stay",
    description="denies leaving" if step == "changed" else None,
    content=json.dumps(deny_leaving),
    opts=pulumi.ResourceOptions(depends_on=[organization]),
)
aws.organizations.PolicyAttachment("stay", policy_id=policy.id, target_id=departments.id)
pulumi.export("touched", departments.arn)
