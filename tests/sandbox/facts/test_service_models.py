from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from sandbox.facts.service_models import ServiceModels, service_models


def test_an_operation_is_found_in_whatever_case_it_is_written():
    model = service_models().model("sqs")
    assert model.operation("createqueue") == "CreateQueue"
    assert model.operation("CreateTopic") is None
    assert "QueueName" in model.input_shape("CreateQueue")["members"]
    assert model.http("CreateQueue") == ("POST", "/")


def test_an_older_version_is_read_where_it_is_named():
    model = service_models().model("cloudfront", "2014-05-31")
    assert (model.version, model.signing_name) == ("2014-05-31", "cloudfront")


@pytest.mark.parametrize(
    ("prefix", "service"),
    [("monitoring", "cloudwatch"), ("states", "stepfunctions"), ("elasticmapreduce", "emr"), ("s3", "s3control")],
)
def test_services_are_found_by_endpoint_signature_and_name(prefix: str, service: str):
    assert service in service_models().services(prefix)


def test_an_unknown_version_is_the_newest():
    assert service_models().model("ec2", "1999-01-01").version == max(service_models().versions("ec2"))


def test_models_are_plain_or_compressed(tmp_path: Path):
    raw = {"metadata": {"endpointPrefix": "one"}, "operations": {"Run": {"name": "Run"}}, "shapes": {}}
    for name, packed in (("a", False), ("b", True)):
        folder = tmp_path / name / "2020-01-01"
        folder.mkdir(parents=True)
        data = json.dumps(raw).encode()
        path = folder / ("service-2.json.gz" if packed else "service-2.json")
        path.write_bytes(gzip.compress(data) if packed else data)
    models = ServiceModels(tmp_path)
    assert models.services("one") == ("a", "b")
    assert models.services("two") == ()
    for name in ("a", "b"):
        model = models.model(name)
        assert (model.signing_name, model.input("Run"), model.http("Run")) == ("one", None, ("POST", "/"))
        assert model.input_shape("Run") == {"type": "structure", "members": {}}
