from typing import Any

import pytest

from sandbox.emulated.errors import AwsError
from sandbox.emulated.route53.record_sets import RecordSet, absolute, check_batch

ZONE = "mobile.aws.gilt.example."


def record(name: str = f"app.{ZONE}", kind: str = "A", ttl: int | None = 60, *values: str) -> dict[str, Any]:
    made: dict[str, Any] = {"Name": name, "Type": kind}
    if ttl is not None:
        made |= {"TTL": ttl, "ResourceRecords": [{"Value": value} for value in values or ("10.33.0.20",)]}
    return made


APEX = [RecordSet.read(record(ZONE, "NS", 172800, "ns.example.")), RecordSet.read(record(ZONE, "SOA", 900, "soa"))]
APP = RecordSet.read(record())


def change(action: str, of: dict[str, Any]) -> dict[str, Any]:
    return {"Action": action, "ResourceRecordSet": of}


@pytest.mark.parametrize(
    "changes",
    [
        [change("CREATE", record("edge." + ZONE))],
        [change("UPSERT", record())],
        [change("DELETE", record())],
        [change("DELETE", record()), change("CREATE", record())],
        [change("CREATE", record("*." + ZONE))],
        [change("DELETE", record()), change("CREATE", record(f"app.{ZONE}", "CNAME", 60, "edge." + ZONE))],
    ],
)
def test_a_valid_batch_is_accepted(changes: list[dict[str, Any]]):
    check_batch(ZONE, [*APEX, APP], changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([change("CREATE", record())], "already exists"),
        ([change("CREATE", record("edge." + ZONE)), change("CREATE", record("edge." + ZONE))], "already exists"),
        ([change("DELETE", record("edge." + ZONE))], "was not found"),
        ([change("DELETE", record(f"app.{ZONE}", "A", 300))], "do not match"),
        ([change("DELETE", record(f"app.{ZONE}", "A", 60, "10.33.0.21"))], "do not match"),
        ([change("CREATE", record("app.dc.gilt.example"))], "is not permitted in zone"),
        ([change("UPSERT", record(f"edge.{ZONE}", "A", None))], "expected an alias target"),
        ([change("CREATE", record(ZONE, "CNAME", 60, "x."))], "not permitted at apex"),
        ([change("CREATE", record(f"app.{ZONE}", "CNAME", 60, "x."))], "conflicting RRSet"),
        ([change("DELETE", record(ZONE, "NS", 172800, "ns.example."))], "stays"),
    ],
)
def test_an_invalid_batch_is_refused_as_a_whole(changes: list[dict[str, Any]], message: str):
    with pytest.raises(AwsError, match=f"InvalidChangeBatch.*{message}"):
        check_batch(ZONE, [*APEX, APP], changes)


def test_every_fault_of_a_batch_is_named():
    with pytest.raises(AwsError) as refused:
        check_batch(ZONE, [APP], [change("CREATE", record()), change("DELETE", record("edge." + ZONE))])
    assert "already exists" in refused.value.message
    assert "was not found" in refused.value.message


def test_names_are_stored_absolute_and_in_lower_case():
    assert absolute("App.Example") == absolute("app.example.") == "app.example."
    assert absolute("\\052.example") == "*.example."
