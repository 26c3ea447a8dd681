"""The organization's analyzer on the default estate: its findings are those that the policies let expect."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.journeys.clone import Clone
from tests.journeys.conftest import Inside
from tests.journeys.external_user import EXTERNAL

pytestmark = pytest.mark.journey

MANAGEMENT = "gilt-management"
SERVICE = "access-analyzer.amazonaws.com"
LINKED = "AWSServiceRoleForAccessAnalyzer"
_ACCOUNT = re.compile(r"[0-9]{12}")


@pytest.fixture
def analyzer(deployed: Clone, inside: Inside) -> Iterator[tuple[Any, str]]:
    """A client of Access Analyzer in the management account, and the ARN of the organization's analyzer."""
    organizations, client = inside(MANAGEMENT, "organizations"), inside(MANAGEMENT, "accessanalyzer")
    organizations.enable_aws_service_access(ServicePrincipal=SERVICE)
    yield client, client.create_analyzer(analyzerName="organization", type="ORGANIZATION")["arn"]
    client.delete_analyzer(analyzerName="organization")
    for name in deployed.status()["accounts"]:
        inside(name, "iam").delete_service_linked_role(RoleName=LINKED)
    organizations.disable_aws_service_access(ServicePrincipal=SERVICE)


def grant(principal: Any, action: str, resource: str | None, **more: Any) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, **more}
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [statement | ({"Resource": resource} if resource else {})]}
    )


def documents(inside: Inside, account: str) -> Iterator[tuple[str, Any]]:
    """Yield the resources of an account that have policies, and the policies, as the services' own APIs list them."""
    for role in inside(account, "iam").get_paginator("list_roles").paginate().search("Roles[]"):
        yield role["Arn"], role["AssumeRolePolicyDocument"]
    sqs, sns, kms = (inside(account, name) for name in ("sqs", "sns", "kms"))
    for url in sqs.list_queues().get("QueueUrls", []):
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn", "Policy"])["Attributes"]
        yield found["QueueArn"], json.loads(found.get("Policy") or "{}")
    for topic in sns.list_topics()["Topics"]:
        attributes = sns.get_topic_attributes(TopicArn=topic["TopicArn"])["Attributes"]
        yield topic["TopicArn"], json.loads(attributes["Policy"])
    for key in kms.list_keys()["Keys"]:
        yield key["KeyArn"], json.loads(kms.get_key_policy(KeyId=key["KeyId"], PolicyName="default")["Policy"])


def outside(document: Any, accounts: set[str]) -> Iterator[str]:
    """Yield the principals of other accounts that a document names; `*` counts where no condition is beside it."""
    listed = document.get("Statement", [])
    for statement in listed if isinstance(listed, list) else [listed]:
        named = statement.get("Principal", {})
        names = (
            named
            if isinstance(named, str)
            else [one for kind, each in named.items() if kind != "Service" for one in _list(each)]
        )
        for name in _list(names) if statement["Effect"] == "Allow" else ():
            account = _ACCOUNT.search(name)
            if (account and account[0] not in accounts) or (name == "*" and "Condition" not in statement):
                yield name


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def active(client: Any, arn: str) -> set[tuple[str, str, str]]:
    """Return resource, principal and effect of RCPs of each active finding."""
    pages = client.get_paginator("list_findings").paginate(analyzerArn=arn, filter={"status": {"eq": ["ACTIVE"]}})
    return {
        (one["resource"], *one["principal"].values(), one["resourceControlPolicyRestriction"])
        for page in pages
        for one in page["findings"]
    }


def test_the_estate_grants_nothing_outside_the_organization(deployed: Clone, inside: Inside, analyzer: Any) -> None:
    accounts = deployed.status()["accounts"]
    ids = {account["id"] for account in accounts.values()}
    policies = [(arn, document) for name in accounts for arn, document in documents(inside, name)]
    expected = {(arn, name) for arn, document in policies for name in outside(document, ids)}
    client, arn = analyzer
    assert {finding[:2] for finding in active(client, arn)} == expected == set()
    pages = client.get_paginator("list_analyzed_resources").paginate(analyzerArn=arn)
    analyzed = {one["resourceArn"] for page in pages for one in page["analyzedResources"]}
    assert {arn for arn, _ in policies if ":role/aws-service-role/" not in arn} <= analyzed


def test_what_the_data_perimeter_leaves_open_is_found(deployed: Clone, inside: Inside, analyzer: Any) -> None:
    accounts = deployed.status()["accounts"]
    mobile, management = accounts["mobile"]["id"], accounts[MANAGEMENT]["id"]
    partner = {"AWS": [accounts["data"]["id"], EXTERNAL]}
    topic, queue = f"arn:aws:sns:us-east-1:{mobile}:open", f"arn:aws:sqs:us-east-1:{mobile}:open"
    of_management = f"arn:aws:sqs:us-east-1:{management}:open"
    trust = {"Federated": "accounts.google.com"}
    with ExitStack() as undo:
        sns, sqs, iam = inside("mobile", "sns"), inside("mobile", "sqs"), inside("mobile", "iam")
        sns.create_topic(Name="open", Attributes={"Policy": grant(partner, "sns:Publish", topic)})
        undo.callback(sns.delete_topic, TopicArn=topic)
        for client, arn in ((sqs, queue), (inside(MANAGEMENT, "sqs"), of_management)):
            policy = grant(partner, "sqs:SendMessage", arn)
            url = client.create_queue(QueueName="open", Attributes={"Policy": policy})["QueueUrl"]
            undo.callback(client.delete_queue, QueueUrl=url)
        document = grant(trust, "sts:AssumeRoleWithWebIdentity", None)
        role = iam.create_role(RoleName="open", AssumeRolePolicyDocument=document)["Role"]["Arn"]
        undo.callback(iam.delete_role, RoleName="open")
        assert active(*analyzer) == {
            (topic, EXTERNAL, "NOT_APPLICABLE"),
            (of_management, EXTERNAL, "NOT_APPLICABLE"),
            (role, "accounts.google.com", "APPLIED"),
        }
    assert active(*analyzer) == set()
