"""Resource control policies: customers' ones deny only, for everybody, for the services that support them.

Source: orgs_manage_policies_rcps and orgs_manage_policies_rcps_syntax, as of 2026-09-26.
"""

from typing import Any

from sandbox.emulated.organizations.documents.problem import DocumentProblem
from sandbox.emulated.organizations.documents.statements import Grammar, check_statements, strings

KIND = "RESOURCE_CONTROL_POLICY"

_NAMES = (
    "aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch "
    "cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend "
    "comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose "
    "fis fms gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications "
    "opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager "
    "servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2 "
    "workspaces xray"
)
SUPPORTED_SERVICES = frozenset(_NAMES.split())

_GRAMMAR = Grammar(
    elements=("Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"),
    effects=("Deny",),
    lone_wildcard_action=False,
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would take it from a customer."""
    for position, statement in enumerate(check_statements(document, _GRAMMAR)):
        path = f"Statement[{position}]"
        if statement.get("Principal") != "*":
            raise DocumentProblem(f"{path}.Principal", 'It must be "*"; say who is meant in Condition.')
        for action in strings(f"{path}.Action", statement["Action"]):
            service = action.partition(":")[0].lower()
            if service not in SUPPORTED_SERVICES:
                raise DocumentProblem(f"{path}.Action", f"The service {service} does not support RCPs.")
