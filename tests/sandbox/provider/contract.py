"""The contract test's samples: how they are declared, and what they run in.

In samples/<service>.py, each type has one function that creates what the type needs and returns a Case:

    @sample("aws:iam/rolePolicy:RolePolicy")
    def role_policy(env: SampleEnv) -> Case:
        role = env.make("aws:iam/role:Role", assumeRolePolicy=TRUST)
        return Case({"role": role["name"], "policy": ...}, change={"policy": ...}, replace={"name": "other"})
"""

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from sandbox.provider.api import Api
from sandbox.provider.clients import AccountClients
from sandbox.provider.configuration import configure
from sandbox.provider.planning import Place
from sandbox.provider.protobuf_values import from_struct, to_struct
from sandbox.provider.servicer import Servicer
from sandbox.provider.values import Values


@dataclass(frozen=True)
class Case:
    """The sample of one resource type: its inputs, an update in place, and a change that needs a replacement."""

    inputs: Values
    change: Values | None
    """None if nothing but `region` and tags can change in place."""
    replace: Values | None
    """None if everything can change in place."""
    along: Values = field(default_factory=dict)
    """Further inputs that a replacement must change, though alone they would change in place."""
    vanish: Callable[[str], object] | None = None
    """Deletes the resource outside of Pulumi, by its id; None if the provider's Delete does."""
    lingers: bool = False
    """Delete only restores the default of AWS: afterwards the resource exists with other values."""
    not_repeatable: bool = False
    """Cannot be created again: an acceptance, or an adopted resource that Delete only removes from the state."""
    again: Values | None = None
    """Inputs that must differ when it is created again: some names cannot be reused."""


PATIENCE = 60
"""Seconds that one call to the provider may wait; an engine's resources are ready well before, or never."""

Sample = Callable[["SampleEnv"], Case]
SAMPLES: dict[str, Sample] = {}


def sample(token: str) -> Callable[[Sample], Sample]:
    """Register the sample of a type."""

    def register(function: Sample) -> Sample:
        SAMPLES[token] = function
        return function

    return register


@dataclass
class Provider:
    """A provider served on its own port, called over gRPC as Pulumi does."""

    stub: Any
    place: Place
    created: list[tuple[str, str, Values]] = field(default_factory=list)
    names: Iterator[int] = field(default_factory=itertools.count)

    def urn(self, token: str, name: str | None = None) -> str:
        return f"urn:pulumi:dev::causeway::{token}::{name or f'it{next(self.names)}'}"

    def check(self, urn: str, inputs: Values, old: Values | None = None) -> tuple[Values, dict[str, str]]:
        answer = self.stub.Check(provider_pb2.CheckRequest(urn=urn, olds=to_struct(old or {}), news=to_struct(inputs)))
        return from_struct(answer.inputs), {failure.property: failure.reason for failure in answer.failures}

    def checked(self, urn: str, inputs: Values, old: Values | None = None) -> Values:
        checked, failures = self.check(urn, inputs, old)
        assert not failures, failures
        return checked

    def create(self, urn: str, inputs: Values, *, preview: bool = False) -> tuple[str, Values]:
        answer = self.stub.Create(
            provider_pb2.CreateRequest(urn=urn, properties=to_struct(inputs), preview=preview, timeout=PATIENCE)
        )
        state = from_struct(answer.properties)
        if not preview:
            self.created.append((urn, answer.id, state))
        return answer.id, state

    def read(self, urn: str, identity: str, state: Values, inputs: Values) -> tuple[str, Values, Values]:
        answer = self.stub.Read(
            provider_pb2.ReadRequest(
                urn=urn,
                id=identity,
                properties=to_struct(state),
                inputs=to_struct(inputs),
            )
        )
        return answer.id, from_struct(answer.properties), from_struct(answer.inputs)

    def diff(self, urn: str, identity: str, state: Values, old: Values, new: Values) -> Any:
        return self.stub.Diff(
            provider_pb2.DiffRequest(
                urn=urn,
                id=identity,
                olds=to_struct(state),
                old_inputs=to_struct(old),
                news=to_struct(new),
            )
        )

    def update(
        self, urn: str, identity: str, state: Values, old: Values, new: Values, *, preview: bool = False
    ) -> Values:
        answer = self.stub.Update(
            provider_pb2.UpdateRequest(
                urn=urn,
                id=identity,
                olds=to_struct(state),
                old_inputs=to_struct(old),
                news=to_struct(new),
                preview=preview,
                timeout=PATIENCE,
            )
        )
        return from_struct(answer.properties)

    def delete(self, urn: str, identity: str, state: Values) -> None:
        properties = to_struct(state)
        self.stub.Delete(provider_pb2.DeleteRequest(urn=urn, id=identity, properties=properties, timeout=PATIENCE))

    def invoke(self, token: str, *, preview: bool = False, **args: Any) -> Values:
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=to_struct(args), preview=preview))
        assert not answer.failures, answer.failures
        return from_struct(getattr(answer, "return"))


@contextmanager
def provider(
    endpoint: str,
    account: str,
    region: str = "us-east-1",
    environment: Mapping[str, str] = MappingProxyType({}),
    **configuration: Any,
) -> Iterator[Provider]:
    """Serve a configured provider over gRPC in this process, with these environment variables too."""
    environment = {
        **environment,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": region,
    }
    threads = ThreadPoolExecutor(4)
    server = grpc.server(threads)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(Servicer("0.0.0", environment), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = provider_pb2_grpc.ResourceProviderStub(channel)
        stub.Configure(provider_pb2.ConfigureRequest(args=to_struct(configuration)))
        yield Provider(stub, Place(account, region))
    server.stop(grace=None).wait()
    threads.shutdown()


@dataclass
class SampleEnv:
    """An account of its own for one sample."""

    provider: Provider
    endpoint: str
    token: str | None = None
    """The token of the engine's internal endpoints."""

    @property
    def account(self) -> str:
        """The account's id."""
        return self.provider.place.account

    def make(self, token: str, /, **inputs: Any) -> Values:
        """Create another resource that the sample needs, and return its outputs and `id`."""
        urn = self.provider.urn(token, f"need{next(self.provider.names)}")
        identity, state = self.provider.create(urn, self.provider.checked(urn, inputs))
        return {**state, "id": identity}

    def api(self, service: str, account: str | None = None, region: str | None = None) -> Api:
        """Return a client for plain calls, in this account or another."""
        account = account or self.account
        place = Place(account, region or self.provider.place.region)
        environment = {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": account,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": place.region,
        }
        return Api(service, place, "urn:test", AccountClients(configure({}, environment)), seconds=20)


def some_account() -> str:
    """Return an account id that no other test uses."""
    return str(random.randrange(10**11, 10**12))  # noqa: S311 - no secret
