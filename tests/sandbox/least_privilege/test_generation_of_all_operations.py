"""Policies are generated from a call of every operation that the sandbox offers."""

from __future__ import annotations

import json
from collections.abc import Iterator

import botocore.session

from docs.permissions_page import offered
from sandbox.authorization import OperationCall, requirements
from sandbox.authorization.registry import action_prefix
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue
from sandbox.iam import Kind
from sandbox.iam.document_check import check_document
from sandbox.least_privilege.documents import MANAGED_POLICY_CHARACTERS, size
from sandbox.least_privilege.generation import generate, replay
from sandbox.least_privilege.recording import RecordedRequest
from tests.sandbox.least_privilege.requests import ROLE, actions, recorded, recording
from tests.sandbox.policytest.snapshots import MOBILE, small


def calls() -> Iterator[OperationCall]:
    """Yield a call of each operation with every text parameter, and one without parameters."""
    session = botocore.session.get_session()
    for service, operations in offered().items():
        model = session.get_service_model(service)
        for name in operations:
            operation = model.operation_model(name)
            members = operation.input_shape.members.items() if operation.input_shape else ()
            texts = {member: "x" for member, shape in members if shape.type_name == "string"}
            for parameters in (texts, {}):
                yield OperationCall(
                    service=service,
                    prefix=action_prefix(service, model.signing_name),
                    operation=name,
                    parameters=parameters,
                    account=MOBILE,
                    region="us-east-1",
                    method=operation.http["method"],
                    path=operation.http["requestUri"],
                )


def requests() -> list[RecordedRequest]:
    reference = reference_of(catalogue().raw)
    needed = (one for call in calls() for one in requirements(call, reference))
    return [
        recorded(one.action, one.resource, {key: text for key, text in one.context.items() if isinstance(text, str)})
        for one in needed
    ]


def test_the_policies_allow_every_operation() -> None:
    called, snapshot = requests(), small()
    assert len(called) > 5_000
    found = generate(recording(*called), snapshot.callers[ROLE], snapshot)
    assert len(actions(found.policies)) > 2_000
    for one in found.policies:
        assert check_document(json.dumps(one.document), Kind.IDENTITY) is None
        assert size(one.document) <= MANAGED_POLICY_CHARACTERS
    assert all(one.trace.verdict.service_refusal or one.trace.refused_by_service for one in found.left_out)
    parts = (found.requests, found.left_out, found.without_permission, found.malformed)
    assert sum(map(len, parts)) == len(called)
    denied = replay(found.requests, found.principal, found.policies, snapshot)
    assert [one.request for one in denied] == [one.request for one in found.insufficient]
    assert {one.request.action.partition(":")[0] for one in denied} <= {"kms", "sts"}
