"""Services whose actions resource control policies limit, as the page listed them on 2026-11-23.

Reference: Organizations user guide, orgs_manage_policies_rcps ("List of AWS services that support RCPs"). The list
grows several times a year: compare it with the page before you trust an answer about a service that is absent.
"""

from __future__ import annotations

READ_ON = "2026-11-23"

RCP_SERVICES = frozenset(
    """
    aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch
    cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend
    comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms
    gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch
    pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin
    sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray
    """.split()  # noqa: SIM905 - a list of sixty words reads better as words
)
"""Prefixes of their actions."""
