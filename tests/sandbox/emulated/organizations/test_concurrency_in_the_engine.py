"""Concurrent creation of all accounts of an estate."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import boto3
import pytest
from botocore.config import Config

pytestmark = pytest.mark.engine

COUNT = 9


def test_all_accounts_are_created_five_at_a_time(engine: Any, estate: Any):
    patient = boto3.Session(
        aws_access_key_id=estate.management, aws_secret_access_key="test", region_name="us-east-1"
    ).client(
        "organizations", endpoint_url=engine.endpoint, config=Config(retries={"mode": "standard", "max_attempts": 10})
    )

    def create(number: int) -> None:
        email = f"team{number}-{estate.management}@gilt.example"
        patient.create_account(Email=email, AccountName=f"team{number}")

    with ThreadPoolExecutor(COUNT) as pool:
        list(pool.map(create, range(COUNT)))
    patient.close()
    estate.create_account("last")
    accounts = [one["Name"] for one in estate.organizations.list_accounts()["Accounts"]][1:]
    assert sorted(accounts) == sorted(["last", *(f"team{number}" for number in range(COUNT))])
    assert len({one["Id"] for one in estate.organizations.list_accounts()["Accounts"]}) == COUNT + 2
