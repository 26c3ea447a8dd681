"""The hook that LocalStack runs at startup."""

from __future__ import annotations

import subprocess

import pytest

from sandbox import toolchain
from sandbox.settings import Settings
from tests.repository import CLONE

pytestmark = pytest.mark.engine

CONCURRENT_LOAD = """
import importlib, random, sys, threading
from localstack.services.moto import load_moto_routing_table
from sandbox.gateway.startup import CIRCULAR

services = "s3 logs s3control iam sts ec2 kms cloudtrail sns route53 route53resolver budgets cloudwatch ssm".split()
random.Random(int(sys.argv[1])).shuffle(services)
failed = []

def load(service):
    try:
        load_moto_routing_table(service)
    except Exception as error:
        failed.append(f"{service}: {error}")

for name in CIRCULAR:
    importlib.import_module(name)
threads = [threading.Thread(target=load, args=(service,)) for service in services]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*failed)
"""


def test_services_that_are_first_called_concurrently_load(settings: Settings) -> None:
    python = toolchain.engine_python(settings, print)
    runs = [
        subprocess.run(
            [str(python), "-c", CONCURRENT_LOAD, str(seed)], cwd=CLONE, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in range(4)
    ]
    assert runs == [""] * 4
