"""Functions that a program invokes in a preview are recorded in a file."""

from __future__ import annotations

from pathlib import Path

from sandbox.provider.configuration import configure
from sandbox.provider.functions_file import FUNCTIONS_FILE, record_invoke, recorded_functions
from sandbox.provider.values import UNKNOWN

ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"
ROLE = "arn:aws:iam::222222222222:role/deploy"
ENVIRONMENT = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:1",
    "AWS_ACCESS_KEY_ID": "111111111111",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
}


def test_a_function_is_recorded_one_time_with_its_place_and_the_roles_of_its_provider(tmp_path: Path) -> None:
    configuration = configure({"assumeRoles": [{"roleArn": ROLE, "sessionName": "up"}]}, ENVIRONMENT)
    environment = {FUNCTIONS_FILE: str(tmp_path / "functions")}
    for _ in range(2):
        record_invoke(environment, configuration, ZONES, {"state": "available", "region": UNKNOWN})
    assert recorded_functions(tmp_path / "functions") == [
        {
            "function": ZONES,
            "args": {"state": "available"},
            "account": "222222222222",
            "region": "us-east-1",
            "roles": [{"arn": ROLE, "request": {"RoleSessionName": "up"}}],
        }
    ]


def test_nothing_is_recorded_where_no_file_is_named(tmp_path: Path) -> None:
    record_invoke({}, configure({}, ENVIRONMENT), ZONES, {})
    assert recorded_functions(tmp_path / "functions") == []
