"""MACsec keys of connections and link aggregation groups."""

from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from tests.sandbox.emulated.hybrid_network.aws import LEGACY, NETWORK, Aws, line

CKN, CAK = "0a" * 32, "B1" * 32


@pytest.fixture
def aws() -> Aws:
    made = Aws()
    made.data_centre(line("line-1"), line("line-2"))
    return made


@pytest.fixture
def connection(aws: Aws) -> str:
    made = aws.connection("line-1", requestMACSec=True)
    aws.wait()
    return made


def associate(aws: Aws, port: str, **key: Any) -> list[dict[str, Any]]:
    values = key or {"ckn": CKN, "cak": CAK}
    return list(aws.run(NETWORK, "AssociateMacSecKey", connectionId=port, **values)["macSecKeys"])


def shown(aws: Aws, port: str) -> dict[str, Any]:
    return dict(aws.run(NETWORK, "DescribeConnections", connectionId=port)["connections"][0])


def test_a_connection_is_encrypted_when_it_has_a_key(aws: Aws, connection: str):
    before = shown(aws, connection)
    assert (before["macSecCapable"], before["encryptionMode"]) == (True, "should_encrypt")
    assert (before["portEncryptionStatus"], before["macSecKeys"]) == ("Encryption Down", [])
    (key,) = associate(aws, connection)
    assert (key["ckn"], key["state"]) == (CKN, "associating")
    assert f":secretsmanager:us-east-1:{NETWORK}:secret:directconnect!{CKN}" in key["secretARN"]
    aws.wait(0.2)
    after = shown(aws, connection)
    assert after["portEncryptionStatus"] == "Encryption Up"
    assert [it["state"] for it in after["macSecKeys"]] == ["associated"]


def test_a_key_is_never_shown(aws: Aws, connection: str):
    associate(aws, connection)
    assert CAK not in repr(aws.run(NETWORK, "DescribeConnections"))
    assert CAK not in repr(aws.network)


def test_a_key_is_removed(aws: Aws, connection: str):
    (key,) = associate(aws, connection)
    aws.wait(0.2)
    gone = aws.run(NETWORK, "DisassociateMacSecKey", connectionId=connection, secretARN=key["secretARN"])
    assert [it["state"] for it in gone["macSecKeys"]] == ["disassociating"]
    aws.wait(0.2)
    assert shown(aws, connection)["macSecKeys"] == []
    assert shown(aws, connection)["portEncryptionStatus"] == "Encryption Down"
    with pytest.raises(AwsError, match="is not associated"):
        aws.run(NETWORK, "DisassociateMacSecKey", connectionId=connection, secretARN=key["secretARN"])


def test_a_secret_is_used_for_another_connection(aws: Aws, connection: str):
    (key,) = associate(aws, connection)
    other = aws.connection("line-2", requestMACSec=True)
    (again,) = associate(aws, other, secretARN=key["secretARN"])
    assert again["ckn"] == CKN


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ({"ckn": CKN}, "either secretARN, or both"),
        ({"cak": CAK}, "either secretARN, or both"),
        ({"ckn": CKN, "cak": CAK, "secretARN": "arn:aws:secretsmanager:us-east-1:1:secret:x"}, "either secretARN"),
        ({"ckn": "0a", "cak": CAK}, "64 hexadecimal"),
        ({"ckn": CKN, "cak": "x" * 64}, "64 hexadecimal"),
        ({"secretARN": "nonsense"}, "is not the ARN of a secret"),
        ({"secretARN": f"arn:aws:secretsmanager:us-east-1:{NETWORK}:secret:other"}, "does not exist"),
        ({"connectionId": "dxcon-ffffffff", "ckn": CKN, "cak": CAK}, "Could not find Connection"),
    ],
)
def test_a_wrong_key_is_refused(aws: Aws, connection: str, key: dict[str, Any], message: str):
    with pytest.raises(AwsError, match=message):
        aws.run(NETWORK, "AssociateMacSecKey", **({"connectionId": connection} | key))
    assert shown(aws, connection)["macSecKeys"] == []


def test_a_key_is_associated_only_with_a_capable_connection(aws: Aws, connection: str):
    associate(aws, connection)
    with pytest.raises(AwsError, match="already associated"):
        associate(aws, connection)
    with pytest.raises(AwsError, match="not MAC Security"):
        associate(aws, aws.connection("line-2"))


def test_another_account_associates_no_key(aws: Aws, connection: str):
    with pytest.raises(AwsError, match="Could not find Connection"):
        aws.run(LEGACY, "AssociateMacSecKey", connectionId=connection, ckn=CKN, cak=CAK)


def test_an_encryption_mode_is_changed(aws: Aws, connection: str):
    associate(aws, connection)
    aws.wait(0.2)
    changed = aws.run(NETWORK, "UpdateConnection", connectionId=connection, encryptionMode="no_encrypt")
    assert (changed["encryptionMode"], changed["portEncryptionStatus"]) == ("no_encrypt", "Encryption Down")
    with pytest.raises(AwsError, match="Encryption mode other is invalid"):
        aws.run(NETWORK, "UpdateConnection", connectionId=connection, encryptionMode="other")


def test_a_group_has_keys_for_its_members(aws: Aws, connection: str):
    lag = aws.run(
        NETWORK,
        "CreateLag",
        numberOfConnections=1,
        location="EqDC2",
        connectionsBandwidth="10Gbps",
        lagName="lag",
        connectionId=connection,
        requestMACSec=True,
    )["lagId"]
    associate(aws, lag)
    aws.wait()
    assert shown(aws, connection)["portEncryptionStatus"] == "Encryption Up"
    with pytest.raises(AwsError, match="is a member of"):
        aws.run(NETWORK, "UpdateConnection", connectionId=connection, encryptionMode="no_encrypt")
    aws.run(NETWORK, "UpdateLag", lagId=lag, encryptionMode="must_encrypt")
    assert shown(aws, connection)["encryptionMode"] == "must_encrypt"
    with pytest.raises(AwsError, match="not MAC Security"):
        aws.run(NETWORK, "AssociateConnectionWithLag", connectionId=aws.connection("line-2"), lagId=lag)
    with pytest.raises(AwsError, match="supports MAC Security"):
        aws.connection("line-2", lagId=lag)
