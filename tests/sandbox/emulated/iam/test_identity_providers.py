"""Client ids of an OpenID Connect provider, through the engine."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

pytestmark = pytest.mark.engine
THUMBPRINT = "cf23df2207d99a74fbe169e3eba035e633b65d94"


def test_client_ids_are_added_and_removed(client: Any, account: str):
    iam = client("iam", account)
    made = iam.create_open_id_connect_provider(
        Url="https://tokens.contract.example", ClientIDList=["sts.amazonaws.com"], ThumbprintList=[THUMBPRINT]
    )
    which = {"OpenIDConnectProviderArn": made["OpenIDConnectProviderArn"]}
    for _ in range(2):
        iam.add_client_id_to_open_id_connect_provider(**which, ClientID="pipeline")
    assert iam.get_open_id_connect_provider(**which)["ClientIDList"] == ["sts.amazonaws.com", "pipeline"]
    for _ in range(2):
        iam.remove_client_id_from_open_id_connect_provider(**which, ClientID="pipeline")
    assert iam.get_open_id_connect_provider(**which)["ClientIDList"] == ["sts.amazonaws.com"]


def test_a_provider_has_a_hundred_client_ids_at_most(client: Any, account: str):
    iam = client("iam", account)
    made = iam.create_open_id_connect_provider(
        Url="https://tokens.contract.example",
        ClientIDList=[f"client-{number}" for number in range(100)],
        ThumbprintList=[THUMBPRINT],
    )
    with pytest.raises(ClientError, match="LimitExceeded"):
        iam.add_client_id_to_open_id_connect_provider(
            OpenIDConnectProviderArn=made["OpenIDConnectProviderArn"], ClientID="one-more"
        )


def test_an_unknown_provider_is_not_found(client: Any, account: str):
    with pytest.raises(ClientError, match="NoSuchEntity"):
        client("iam", account).add_client_id_to_open_id_connect_provider(
            OpenIDConnectProviderArn=f"arn:aws:iam::{account}:oidc-provider/tokens.contract.example", ClientID="x"
        )
