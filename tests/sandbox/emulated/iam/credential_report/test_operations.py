"""The credential report, through the engine."""

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.sandbox.emulated.member_accounts import create_account
from tests.sandbox.gateway.authorization.people import Client, People, allow, refused

pytestmark = pytest.mark.engine

HEADER = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,"
    "mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
    "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated"
)


@pytest.fixture
def people(client: Client, account: str) -> People:
    return People(client, account)


def content(iam: Any) -> str:
    while iam.generate_credential_report()["State"] != "COMPLETE":
        time.sleep(0.05)
    found = iam.get_credential_report()
    assert found["ReportFormat"] == "text/csv"
    assert abs(datetime.now(UTC) - found["GeneratedTime"]) < timedelta(minutes=5)
    return str(found["Content"].decode())


def rows(iam: Any) -> dict[str, dict[str, str]]:
    return {row["user"]: row for row in csv.DictReader(io.StringIO(content(iam)))}


def recent(text: str) -> bool:
    return abs(datetime.now(UTC) - datetime.fromisoformat(text)) < timedelta(minutes=5)


def certificate() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ann")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def test_there_is_no_report_until_one_is_generated(people: People) -> None:
    assert refused(people.iam.get_credential_report)[0] == "ReportNotPresent"
    first = people.iam.generate_credential_report()
    assert first["State"] == "STARTED"
    assert first["Description"] == "No report exists. Starting a new report generation task"
    content(people.iam)


def test_the_root_user_comes_first_and_users_follow_by_name(people: People) -> None:
    for name in ("Zoe", "ann", "Bob"):
        people.iam.create_user(UserName=name)
    header, root, *users = content(people.iam).split("\n")
    assert header == HEADER
    unused = "false,N/A,N/A,N/A,N/A"
    beginning, _, rest = root.partition(":root,")
    assert beginning == f"<root_account>,arn:aws:iam::{people.account}"
    assert rest.partition(",")[2] == (
        f"not_supported,no_information,not_supported,not_supported,false,{unused},{unused},false,N/A,false,N/A"
    )
    assert [user.partition(",")[0] for user in users] == ["ann", "Bob", "Zoe"]


def test_the_root_user_of_a_member_account_has_no_password(client: Client, account: str) -> None:
    organizations = client("organizations", account=account)
    organizations.create_organization(FeatureSet="ALL")
    member = create_account(organizations, "mobile", f"mobile-{account}@gilt.example")
    root = rows(client("iam", account=member))["<root_account>"]
    assert (root["password_enabled"], root["password_last_used"]) == ("false", "N/A")


def test_a_user_without_credentials(people: People) -> None:
    people.iam.create_user(UserName="ann", Path="/team/")
    ann = rows(people.iam)["ann"]
    assert ann["arn"] == f"arn:aws:iam::{people.account}:user/team/ann"
    assert recent(ann["user_creation_time"])
    assert set(list(ann.values())[3:]) == {"false", "N/A"}
    assert ann["password_enabled"] == ann["mfa_active"] == ann["access_key_1_active"] == ann["cert_1_active"] == "false"


def test_the_use_of_access_keys(people: People) -> None:
    people.user("ann", allow("sqs:*"))("sqs").list_queues()
    second = people.iam.create_access_key(UserName="ann")["AccessKey"]["AccessKeyId"]
    people.iam.update_access_key(UserName="ann", AccessKeyId=second, Status="Inactive")
    ann = rows(people.iam)["ann"]
    assert ann["access_key_1_active"] == "true"
    assert recent(ann["access_key_1_last_rotated"])
    assert recent(ann["access_key_1_last_used_date"])
    assert (ann["access_key_1_last_used_region"], ann["access_key_1_last_used_service"]) == ("us-east-1", "sqs")
    assert ann["access_key_2_active"] == "false"
    assert recent(ann["access_key_2_last_rotated"])
    assert ann["access_key_2_last_used_date"] == ann["access_key_2_last_used_service"] == "N/A"


def test_a_key_used_with_s3_has_no_region(people: People) -> None:
    people.user("ann", allow("s3:*"))("s3").list_buckets()
    ann = rows(people.iam)["ann"]
    assert (ann["access_key_1_last_used_region"], ann["access_key_1_last_used_service"]) == ("N/A", "s3")


def test_a_password_and_its_next_rotation(people: People) -> None:
    people.iam.update_account_password_policy(MaxPasswordAge=90)
    people.iam.create_user(UserName="ann")
    people.iam.create_login_profile(UserName="ann", Password="kX9!pw-long-enough")
    ann = rows(people.iam)["ann"]
    assert (ann["password_enabled"], ann["password_last_used"]) == ("true", "no_information")
    changed = datetime.fromisoformat(ann["password_last_changed"])
    assert recent(ann["password_last_changed"])
    assert datetime.fromisoformat(ann["password_next_rotation"]) == changed + timedelta(days=90)


def test_mfa_devices_and_signing_certificates(people: People) -> None:
    people.iam.create_user(UserName="ann")
    serial = people.iam.create_virtual_mfa_device(VirtualMFADeviceName="ann")["VirtualMFADevice"]["SerialNumber"]
    people.iam.enable_mfa_device(
        UserName="ann", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321"
    )
    people.iam.upload_signing_certificate(UserName="ann", CertificateBody=certificate())
    ann = rows(people.iam)["ann"]
    assert ann["mfa_active"] == "true"
    assert ann["cert_1_active"] == "true"
    assert recent(ann["cert_1_last_rotated"])
    assert (ann["cert_2_active"], ann["cert_2_last_rotated"]) == ("false", "N/A")


def test_a_report_is_not_generated_again_within_four_hours(people: People) -> None:
    before = content(people.iam)
    people.iam.create_user(UserName="ann")
    assert content(people.iam) == before
