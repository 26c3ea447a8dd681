"""Every operation that an emulated service offers maps to actions of the Service Authorization Reference."""

from __future__ import annotations

import botocore.session
import pytest

from docs.permissions_page import offered
from sandbox.authorization import OperationCall, requirements
from sandbox.authorization.registry import rules_of
from sandbox.authorization.service_reference import reference_of
from sandbox.facts.action_catalogue import catalogue

SESSION = botocore.session.get_session()
REFERENCE = reference_of(catalogue().raw)
OFFERED = offered()

NEWER_THAN_THE_REFERENCE = {
    "directconnect": {
        "AssociateConnectionsToResiliencyGroup",
        "CreateResiliencyGroup",
        "DeleteResiliencyGroup",
        "DisassociateConnectionsFromResiliencyGroup",
        "GetResiliencyGroup",
        "ListResiliencyGroupAssociations",
        "ListResiliencyGroups",
        "ListVirtualInterfaceRoutes",
        "UpdateConnectionsBillingMode",
        "UpdateResiliencyGroup",
    },
    "ram": {"UpdatePermission"},
}
"""Operations whose actions the installed reference does not list yet."""


def test_the_page_lists_services_and_operations() -> None:
    assert len(OFFERED) > 60
    assert sum(map(len, OFFERED.values())) > 2400


@pytest.mark.parametrize("service", sorted(OFFERED))
def test_every_offered_operation_maps_to_actions_that_exist(service: str) -> None:
    model = SESSION.get_service_model(service)
    prefix = rules_of(service).prefix or model.signing_name
    unknown = []
    for operation in OFFERED[service]:
        http = model.operation_model(operation).http
        shape = model.operation_model(operation).input_shape
        parameters = {
            name: "x" for name, member in (shape.members.items() if shape else ()) if member.type_name == "string"
        }
        call = OperationCall(
            service=service,
            prefix=prefix,
            operation=operation,
            parameters=parameters,
            account="111122223333",
            region="us-east-1",
            method=http["method"],
            path=http["requestUri"],
        )
        needed = {requirement.action for requirement in requirements(call, REFERENCE)}
        unknown += [(operation, action) for action in needed if catalogue().action(action) is None]
    assert {operation for operation, _ in unknown} == NEWER_THAN_THE_REFERENCE.get(service, set())


def test_every_named_exception_is_an_operation_or_a_type_that_exists() -> None:
    wrong = []
    for service, listed in OFFERED.items():
        rules = rules_of(service)
        model = SESSION.get_service_model(service)
        entry = REFERENCE(rules.prefix or model.signing_name)
        assert entry is not None, service
        operations = {*model.operation_names, *listed, "*"}
        named = {*rules.actions, *rules.types, *rules.special, *rules.behind, *rules.passes, *rules.whole_service}
        wrong += [(service, name) for name in named - operations]
        kinds = {name.partition(".")[2] or name for name in rules.identifiers}
        kinds |= {kind for kinds_of in rules.types.values() for kind in kinds_of}
        kinds |= {kind for kind, _ in rules.behind.values()}
        wrong += [(service, kind) for kind in kinds - set(entry.formats)]
    assert wrong == []
