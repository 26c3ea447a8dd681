"""Every native operation gets wrong requests: each is refused as a client's fault, and none fails in the engine.

A sample in the suite; all of them with `ROBUSTNESS_REQUESTS=all`, others with another `ROBUSTNESS_SEED`:

    ROBUSTNESS_REQUESTS=all .sandbox/venv/bin/python -m pytest tests/robustness
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.model import OperationModel
from botocore.session import Session

from sandbox.emulated.registry import services
from sandbox.engine import Engine
from tests.robustness.resources import identifiers
from tests.robustness.wrong_requests import Identifiers, WrongRequest, wrong_requests
from tests.sandbox.emulated.services_page import natives

pytestmark = pytest.mark.engine

type Client = Callable[..., Any]

SAMPLE = 60
"""Requests of a service in the suite; a tenth of a second for ten of them."""
REQUESTS = os.environ.get("ROBUSTNESS_REQUESTS", "")
SEED = int(os.environ.get("ROBUSTNESS_SEED", "0"))
OWN, OTHER = "656565656565", "575757575757"
ACCESS_KEY = OWN
CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([.:][A-Za-z0-9]+)*")
SERVER_ERROR, NOT_IMPLEMENTED = 500, 501
NATIVE = sorted(name for name, it in services().items() if it.package and natives(name))
COMMON = {
    *("AccessDenied", "AccessDeniedException", "InvalidAction", "InvalidClientTokenId", "MalformedInput"),
    *("MissingParameter", "SerializationException", "UnrecognizedClientException", "ValidationError"),
    *("ValidationException", "UnknownOperationException", "InvalidParameterValue", "InvalidParameterCombination"),
}
"""Codes that every operation may have: the page "Common errors" of each API Reference."""
NO_PAGE_NAMES_IT = {
    ("ListArchiveRules", "ResourceNotFoundException"),
    ("ListTrails", "InvalidTokenException"),
}
"""Errors for which AWS's page of the operation has no code: those of the operations beside it."""
WITHOUT_BODY = {"HeadBucket", "HeadObject", "PutObject"}
"""S3 answers HEAD requests without a body; of PutObject, the server refuses a wrong Content-Length."""
NEVER = {
    "CloseAccount",
    "DeleteOrganization",
    "LeaveOrganization",
}
"""Operations that would take the caller's account away from the requests after them."""


@pytest.fixture(scope="module")
def known(client: Client) -> Identifiers:
    return identifiers(client, OWN, OTHER)


@pytest.fixture
def caller(engine: Engine) -> Iterator[Callable[[str], Any]]:
    """Return what makes a client without validation and retries."""
    made: list[Any] = []

    def make(service: str) -> Any:
        session = Session()
        session.set_credentials(ACCESS_KEY, "test")
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, inject_host_prefix=False)
        client = session.create_client(service, region_name="us-east-1", endpoint_url=engine.endpoint, config=config)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


def test_every_service_with_native_operations_is_covered():
    assert {name for name, it in services().items() if it.package} - set(NATIVE) <= {"cloudformation", "lambda", "s3"}
    assert len(NATIVE) > 10


@pytest.mark.parametrize("service", NATIVE)
def test_wrong_requests_are_refused_as_a_clients_fault(
    caller: Callable[[str], Any], known: Identifiers, service: str
) -> None:
    client = caller(service)
    model = client.meta.service_model
    names = [name for name in natives(service) if name in model.operation_names and name not in NEVER]
    found = [each for name in names for each in wrong_requests(model.operation_model(name), known, SEED)]
    random = Random(SEED)  # noqa: S311 - repeatable, not secret
    chosen = found if REQUESTS == "all" else random.sample(found, min(len(found), int(REQUESTS or SAMPLE)))
    random.shuffle(chosen)
    sent, wrong = 0, []
    for each in chosen:
        outcome = _outcome(client, each)
        sent += outcome is not UNSENT
        if outcome is not None and outcome is not UNSENT:
            wrong.append(f"{each}\n    -> {outcome}")
    assert sent > len(chosen) / 2, f"botocore sent {sent} of {len(chosen)} requests"
    kinds = Counter(text.split("-> ")[1][:120] for text in wrong)
    assert not wrong, f"{len(wrong)} of {len(chosen)}: {kinds.most_common(20)}\n" + "\n".join(wrong[:60])


UNSENT = "not sent"


def _outcome(client: Any, each: WrongRequest) -> str | None:
    """Return what is wrong with the response to a request; None where nothing is."""
    try:
        getattr(client, xform_name(each.operation))(**each.request)
    except ClientError as refused:
        return _fault(refused.response, client.meta.service_model.operation_model(each.operation))
    except (BotoCoreError, AttributeError, TypeError, ValueError, KeyError, OverflowError):
        return UNSENT  # botocore cannot serialize it, so that no client sends it
    return "succeeded without a required member" if each.kind == "missing" else None


def _fault(response: Any, operation: OperationModel) -> str | None:
    status, code = response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]
    message = str(response["Error"].get("Message", ""))
    if status == NOT_IMPLEMENTED and ("does not emulate" in message or code == "NotImplemented"):
        return None
    if status >= SERVER_ERROR:
        return f"{status} {code}: {message[:300]}"
    without_body = code == str(status) and operation.name in WITHOUT_BODY
    modelled = _modelled(operation)
    documented = not modelled or code in modelled | COMMON or (operation.name, code) in NO_PAGE_NAMES_IT
    if without_body or (documented and CODE.fullmatch(code)):
        return None
    return f"{status} with the code {code!r}, which {operation.name} has not"


def _modelled(operation: OperationModel) -> set[str]:
    """Return the codes of the errors that the model gives the operation; EC2's and S3's models have few or none."""
    if operation.service_model.service_name in {"ec2", "s3"}:
        return set()
    return {name for shape in operation.error_shapes for name in (shape.error_code, shape.name)}
