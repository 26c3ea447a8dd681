"""Pulumi's provider protocol, one servicer for each `aws.Provider` of a program."""

from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import (
    ResourceProviderServicer,
    plugin_pb2,
    provider_pb2,
)

from sandbox.provider import lifecycle
from sandbox.provider.api import Api
from sandbox.provider.clients import AccountClients
from sandbox.provider.clock import CancellableClock
from sandbox.provider.configuration import Configuration, configure
from sandbox.provider.configuration import problems as configuration_problems
from sandbox.provider.diff import Change, deletes_first, differences
from sandbox.provider.errors import ConfigurationRefused, Unsupported
from sandbox.provider.functions_file import record_invoke
from sandbox.provider.grpc_errors import abort_on_error
from sandbox.provider.input_check import check
from sandbox.provider.planning import Place
from sandbox.provider.protobuf_values import from_struct, to_struct
from sandbox.provider.registry import function, is_served, resource_type
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.unserved_file import record_unserved, records_unserved

KINDS = {
    (Change.ADD, False): provider_pb2.PropertyDiff.ADD,
    (Change.ADD, True): provider_pb2.PropertyDiff.ADD_REPLACE,
    (Change.UPDATE, False): provider_pb2.PropertyDiff.UPDATE,
    (Change.UPDATE, True): provider_pb2.PropertyDiff.UPDATE_REPLACE,
    (Change.DELETE, False): provider_pb2.PropertyDiff.DELETE,
    (Change.DELETE, True): provider_pb2.PropertyDiff.DELETE_REPLACE,
}


class Servicer(ResourceProviderServicer):
    """The provider protocol for one configured provider."""

    def __init__(self, version: str, environment: Mapping[str, str]) -> None:
        super().__init__()
        self._version = version
        self._environment = environment
        self._configuration: Configuration | None = None
        self._clients: AccountClients | None = None
        self._clock = CancellableClock()
        self._replaced: dict[str, frozenset[str]] = {}

    def Handshake(
        self, request: provider_pb2.ProviderHandshakeRequest, context: grpc.ServicerContext
    ) -> provider_pb2.ProviderHandshakeResponse:
        """Return what this provider accepts."""
        _ = request, context
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=False, accept_resources=False)

    def GetPluginInfo(self, request: Any, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """Return the version of the SDK whose plugin this replaces."""
        _ = request, context
        return plugin_pb2.PluginInfo(version=self._version)

    def Cancel(self, request: Any, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """End every wait; calls in progress complete."""
        _ = request, context
        self._clock.cancelled.set()
        return empty_pb2.Empty()

    @abort_on_error
    def CheckConfig(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """Check the provider's own properties."""
        failures = [
            provider_pb2.CheckFailure(property=problem.path, reason=problem.reason)
            for problem in configuration_problems(from_struct(request.news))
        ]
        return provider_pb2.CheckResponse(inputs=request.news, failures=failures)

    @abort_on_error
    def DiffConfig(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Return whether the configuration changed; a change never replaces resources."""
        changed = from_struct(request.old_inputs) != from_struct(request.news)
        kind = provider_pb2.DiffResponse.DIFF_SOME if changed else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(changes=kind)

    @abort_on_error
    def Configure(self, request: provider_pb2.ConfigureRequest) -> provider_pb2.ConfigureResponse:
        """Set the configuration, without a call to AWS."""
        self._configuration = configure(from_struct(request.args), self._environment)
        self._clients = AccountClients(self._configuration)
        # Without acceptSecrets Pulumi passes secrets in plain text and marks outputs of the same names again.
        return provider_pb2.ConfigureResponse(acceptSecrets=False, supportsPreview=True, acceptResources=False)

    @abort_on_error
    def Invoke(self, request: provider_pb2.InvokeRequest) -> provider_pb2.InvokeResponse:
        """Call a function."""
        found = function(request.tok)
        args = from_struct(request.args)
        failures = [provider_pb2.CheckFailure(property=path, reason=reason) for path, reason in found.problems(args)]
        if failures:
            return provider_pb2.InvokeResponse(failures=failures)
        api = self._api("sts", request.tok, args.get("region"), 60)
        if request.preview:
            record_invoke(self._environment, self._configured(), request.tok, args)
        answer = found.body(api, args, preview=request.preview)
        return provider_pb2.InvokeResponse(**{"return": to_struct(answer)})

    @abort_on_error
    def Check(self, request: provider_pb2.CheckRequest) -> provider_pb2.CheckResponse:
        """Check inputs and return them with defaults."""
        try:
            declared = resource_type(_type(request.urn))
        except Unsupported as unserved:
            if record_unserved(self._environment, request.urn, (unserved.message,)):
                return provider_pb2.CheckResponse(inputs=request.news)
            raise
        old = from_struct(request.olds)
        inputs = from_struct(request.news)
        if old:
            names = {str(old[name]) for name, known in declared.inputs().items() if known.named and name in old}
            self._replaced[request.urn] = frozenset(names)
        configuration = self._configured()
        checked = check(
            declared,
            request.urn,
            inputs,
            old,
            place=Place(configuration.account, configuration.region),
            default_tags=dict(configuration.default_tags),
            taken=frozenset() if old else self._replaced.get(request.urn, frozenset()),
        )
        problems = checked.problems
        if (
            problems
            and all(path not in declared.inputs() and path in inputs for path, _ in problems)
            and record_unserved(self._environment, request.urn, (f"{path} {reason}" for path, reason in problems))
        ):
            problems = ()
        failures = [provider_pb2.CheckFailure(property=path, reason=reason) for path, reason in problems]
        inputs = lifecycle.sealed(declared, checked.inputs)
        return provider_pb2.CheckResponse(inputs=to_struct(inputs), failures=failures)

    @abort_on_error
    def Diff(self, request: provider_pb2.DiffRequest) -> provider_pb2.DiffResponse:
        """Return what changes, and what of it needs a replacement."""
        declared = resource_type(_type(request.urn))
        old, new = from_struct(request.old_inputs), from_struct(request.news)
        found = [
            difference
            for difference in differences(declared, old, new, from_struct(request.olds))
            if difference.property not in request.ignoreChanges and difference.path not in request.ignoreChanges
        ]
        kind = provider_pb2.DiffResponse.DIFF_SOME if found else provider_pb2.DiffResponse.DIFF_NONE
        return provider_pb2.DiffResponse(
            changes=kind,
            diffs=sorted({difference.property for difference in found}),
            replaces=sorted({difference.property for difference in found if difference.replaces}),
            detailedDiff={
                difference.path: provider_pb2.PropertyDiff(
                    kind=KINDS[difference.change, difference.replaces], inputDiff=True
                )
                for difference in found
            },
            hasDetailedDiff=True,
            deleteBeforeReplace=deletes_first(declared, found, new),
        )

    @abort_on_error
    def Create(self, request: provider_pb2.CreateRequest) -> provider_pb2.CreateResponse:
        """Create a resource; in a preview, return its planned state, for a type that is not served its inputs."""
        if request.preview and records_unserved(self._environment) and not is_served(_type(request.urn)):
            return provider_pb2.CreateResponse(properties=request.properties)
        declared, inputs = resource_type(_type(request.urn)), from_struct(request.properties)
        api = self._resource_api(declared, request.urn, inputs.get("region"), request.timeout)
        if request.preview:
            identity, state = lifecycle.plan_create(declared, request.urn, inputs, api.place)
        else:
            identity, state = lifecycle.create(declared, api, inputs)
        return provider_pb2.CreateResponse(id=identity, properties=to_struct(state))

    @abort_on_error
    def Read(self, request: provider_pb2.ReadRequest) -> provider_pb2.ReadResponse:
        """Read a resource; by its id alone when it is imported."""
        declared = resource_type(_type(request.urn))
        state, inputs = from_struct(request.properties), from_struct(request.inputs)
        identity, region = _with_region(declared, request.id)
        api = self._resource_api(declared, request.urn, region or state.get("region"), request.timeout)
        found = lifecycle.read(declared, api, identity, inputs or None, state)
        if found is None:
            return provider_pb2.ReadResponse(id="")
        return provider_pb2.ReadResponse(
            id=found.identity,
            properties=to_struct(lifecycle.sealed(declared, found.state)),
            inputs=to_struct(lifecycle.sealed(declared, found.inputs)),
        )

    @abort_on_error
    def Update(self, request: provider_pb2.UpdateRequest) -> provider_pb2.UpdateResponse:
        """Update a resource in place; in a preview, return its planned state."""
        declared = resource_type(_type(request.urn))
        state, old = from_struct(request.olds), from_struct(request.old_inputs)
        inputs = from_struct(request.news)
        api = self._resource_api(declared, request.urn, inputs.get("region"), request.timeout)
        if request.preview:
            after = lifecycle.plan_update(declared, request.urn, state, inputs, api.place)
        else:
            after = lifecycle.update(declared, api, request.id, old, inputs, state=state)
        return provider_pb2.UpdateResponse(properties=to_struct(after))

    @abort_on_error
    def Delete(self, request: provider_pb2.DeleteRequest) -> empty_pb2.Empty:
        """Delete a resource."""
        declared, state = resource_type(_type(request.urn)), from_struct(request.properties)
        api = self._resource_api(declared, request.urn, state.get("region"), request.timeout)
        lifecycle.delete(declared, api, request.id, state)
        return empty_pb2.Empty()

    def _configured(self) -> Configuration:
        if self._configuration is None:
            raise ConfigurationRefused("region", "the provider was used before it was configured")
        return self._configuration

    def _api(self, service: str, urn: str, region: str | None, seconds: float) -> Api:
        configuration = self._configured()
        if self._clients is None:
            self._clients = AccountClients(configuration)
        place = Place(configuration.account, region if isinstance(region, str) else configuration.region)
        return Api(service, place, urn, self._clients, seconds=seconds, default_tags=dict(configuration.default_tags))

    def _resource_api(self, declared: ResourceType, urn: str, region: str | None, timeout: float) -> Api:
        api = self._api(declared.service, urn, region, timeout or declared.seconds)
        return Api(**{**vars(api), "gone": declared.gone, "eventual": declared.eventual})


def _type(urn: str) -> str:
    """Return the resource's type; a URN also has those of its parents."""
    return urn.split("::")[-2].rsplit("$", maxsplit=1)[-1]


def _with_region(declared: ResourceType, identity: str) -> tuple[str, str | None]:
    """Split an id such as `vpc-1@us-west-2`, which upstream takes at an import."""
    start, at, region = identity.rpartition("@")
    looks_so = at and region.count("-") >= 2 and region[-1:].isdigit()  # noqa: PLR2004 - area, direction, number
    return (start, region) if declared.regional and looks_so else (identity, None)
