import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws


def test_tags_are_added_and_removed_on_all_resource_types():
    aws = Aws()
    connection, gateway = aws.connection(), aws.gateway()
    vif = aws.private(connection, gateway)
    arns = [
        f"arn:aws:directconnect:us-east-1:{NETWORK}:dxcon/{connection}",
        f"arn:aws:directconnect:us-east-1:{NETWORK}:dxvif/{vif}",
        f"arn:aws:directconnect::{NETWORK}:dx-gateway/{gateway}",
    ]
    for arn in arns:
        aws.run(NETWORK, "TagResource", resourceArn=arn, tags=[{"key": "a", "value": "1"}, {"key": "b"}])
        aws.run(NETWORK, "UntagResource", resourceArn=arn, tagKeys=["b"])
    shown = aws.run(NETWORK, "DescribeTags", resourceArns=arns)["resourceTags"]
    assert shown == [{"resourceArn": arn, "tags": [{"key": "a", "value": "1"}]} for arn in arns]


def test_resources_of_other_accounts_are_not_tagged():
    aws = Aws()
    arn = f"arn:aws:directconnect:us-east-1:{NETWORK}:dxcon/{aws.connection()}"
    with pytest.raises(AwsError, match="does not exist"):
        aws.run(LEGACY, "TagResource", resourceArn=arn, tags=[{"key": "a"}])


def test_more_than_fifty_tags_are_refused():
    aws = Aws()
    arn = f"arn:aws:directconnect:us-east-1:{NETWORK}:dxcon/{aws.connection()}"
    aws.run(NETWORK, "TagResource", resourceArn=arn, tags=[{"key": str(number)} for number in range(50)])
    with pytest.raises(AwsError, match="TooManyTagsException"):
        aws.run(NETWORK, "TagResource", resourceArn=arn, tags=[{"key": "one more"}])
