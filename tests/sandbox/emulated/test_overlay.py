"""Native operations over moto, LocalStack and no implementation, in LocalStack's environment."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sandbox.settings import Settings
from sandbox.toolchain import engine_python

pytestmark = pytest.mark.engine

FAMILY = """
from sandbox.emulated.errors import AwsError
from sandbox.emulated.operation import operation


@operation("CreateCluster")
def create_cluster(call):
    return call.inner({**call.request, "clusterName": "ours-" + call.request["clusterName"]})


@operation("DeleteCluster")
def delete_cluster(call):
    raise AwsError("ClusterContainsTasksException", "The cluster still runs a task.", 409)


@operation("DescribeTaskSets")
def describe_task_sets(call):
    return {"taskSets": [{"id": "native"}]}
"""

SCRIPT = """
import json, sys
from localstack.aws.forwarder import create_aws_request_context
from localstack.services.plugins import PLUGIN_NAMESPACE
from plux import PluginFinder, PluginManager, PluginSpec
from sandbox.emulated import providers
from sandbox.emulated.overlay import emulate
from sandbox.emulated.registry import DeclarationError, EmulatedService


def invoke(base, operation, parameters):
    service = emulate(EmulatedService("ecs", base, "family"), lambda: None)
    context = create_aws_request_context("ecs", operation, parameters=parameters, region="us-east-1")
    context.account_id, context.request_id = "123456789012", "request"
    context.request.headers["Authorization"] = (
        "AWS4-HMAC-SHA256 Credential=123456789012/20260101/us-east-1/ecs/aws4_request, Signature=0"
    )
    response = service.skeleton.invoke(context)
    return {"status": response.status_code, **json.loads(response.get_data() or "{}")}


class Stock(PluginFinder):
    def find_plugins(self):
        return [PluginSpec(PLUGIN_NAMESPACE, name, object) for name in ("ec2:default", "ec2:pro", "s3:default")]


licensed = providers.EmulatedServices(PluginManager(PLUGIN_NAMESPACE, finder=Stock()))
try:
    emulate(EmulatedService("sts", "moto", "family"), lambda: None)
except DeclarationError as error:
    misplaced = str(error)

print(json.dumps({
    "changed": invoke("moto", "CreateCluster", {"clusterName": "orders"}),
    "refused": invoke("moto", "DeleteCluster", {"cluster": "orders"}),
    "native": invoke("none", "DescribeTaskSets", {"cluster": "c", "service": "s"}),
    "through": invoke("moto", "ListClusters", {}),
    "missing": invoke("none", "ListClusters", {}),
    "licensed": sorted(licensed.offered),
    "specs": [spec.name for spec in licensed.find_plugins()],
    "misplaced": misplaced,
}))
"""


@pytest.fixture(scope="module")
def responses(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    family = tmp_path_factory.mktemp("overlay") / "family"
    family.mkdir()
    (family / "__init__.py").write_text('"""A service that only this test has."""\n')
    (family / "clusters.py").write_text(FAMILY)
    python = engine_python(settings, print)
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(family.parent),
        "OVERRIDE_IN_DOCKER": "0",
        "HOME": str(family),
    }
    root = {"FILESYSTEM_ROOT": str(Path(python).parents[1].resolve() / "static")}
    done = subprocess.run(
        [str(python), "-c", SCRIPT],
        capture_output=True,
        text=True,
        check=True,
        cwd=family.parent,
        env={**environment, **root},
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_a_native_operation_may_change_the_request_that_moto_gets(responses: dict[str, Any]) -> None:
    assert responses["changed"]["cluster"]["clusterName"] == "ours-orders"
    assert responses["changed"]["cluster"]["clusterArn"].startswith("arn:aws:ecs:us-east-1:123456789012:cluster/")


def test_an_operation_without_a_native_function_is_passed_to_moto(responses: dict[str, Any]) -> None:
    assert responses["through"]["status"] == 200
    assert len(responses["through"]["clusterArns"]) == 1


def test_an_error_is_serialized_in_the_services_own_protocol(responses: dict[str, Any]) -> None:
    assert responses["refused"]["status"] == 409
    assert responses["refused"]["__type"] == "ClusterContainsTasksException"
    assert responses["refused"]["message"] == "The cluster still runs a task."


def test_a_native_operation_needs_no_other_implementation(responses: dict[str, Any]) -> None:
    assert responses["native"] == {"status": 200, "taskSets": [{"id": "native"}]}


def test_an_operation_without_an_implementation_is_refused_by_name(responses: dict[str, Any]) -> None:
    assert responses["missing"]["status"] == 501
    assert "does not emulate ListClusters of ecs" in responses["missing"]["message"]


def test_an_operation_that_the_service_lacks_is_a_declaration_error(responses: dict[str, Any]) -> None:
    assert responses["misplaced"] == (
        "sts has no operation CreateCluster, DeleteCluster, DescribeTaskSets. Name them as botocore does."
    )


def test_a_service_of_a_licensed_localstack_is_not_replaced(responses: dict[str, Any]) -> None:
    assert "ec2" not in responses["licensed"]
    assert "ram" in responses["licensed"]
    assert "ec2:causeway" not in responses["specs"]
    assert {"ec2:pro", "s3:default", "ram:causeway"} <= set(responses["specs"])
