"""Security groups with separate rule resources, in the three steps that the test deploys: first, changed, replaced."""

import pulumi
import pulumi_aws as aws

step = pulumi.Config().require("step")
vpc = aws.ec2.Vpc("vpc", cidr_block="10.33.0.0/16")
group = aws.ec2.SecurityGroup("app", vpc_id=vpc.id, description="Another" if step == "replaced" else "The app tier")
default = aws.ec2.DefaultSecurityGroup("default", vpc_id=vpc.id)
for name, owner in (("app", group), ("default", default)):
    aws.vpc.SecurityGroupIngressRule(
        name,
        security_group_id=owner.id,
        ip_protocol="tcp",
        from_port=443,
        to_port=444 if step == "changed" else 443,
        cidr_ipv4="10.0.0.0/8",
    )
pulumi.export("touched", group.arn)
