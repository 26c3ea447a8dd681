"""Service-linked roles of services that LocalStack does not know, whose names it would make up.

Reference: IAM user guide, access-analyzer-using-service-linked-roles.
"""

from __future__ import annotations

from localstack.services.iam.resources.service_linked_roles import SERVICE_LINKED_ROLES

SERVICE_LINKED_ROLES["access-analyzer.amazonaws.com"] = {
    "service": "access-analyzer.amazonaws.com",
    "role_name": "AWSServiceRoleForAccessAnalyzer",
    "attached_policies": ["arn:aws:iam::aws:policy/aws-service-role/AccessAnalyzerServiceRolePolicy"],
    "suffix_allowed": False,
}
