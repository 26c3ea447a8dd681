"""Errors of the provider, as Pulumi shows them to the author of a program.

ProviderError
├── ConfigurationRefused    a property of aws.Provider that is not served: property and reason
├── CallFailed              an AWS call was refused: code, operation, URN
├── NothingAnswers          nothing listens at the endpoint: the engine is not running
├── NeverAnswered           the endpoint took an AWS call and sent no response
├── Cancelled               the update was cancelled while it waited for a state
├── NeverReady              a resource has another state than the wanted one, or time ran out
├── UnsupportedValue        an asset, archive or resource reference as the value of a property
├── ZonesUnknown            the Availability Zones of a Region that a preview does not know
├── Unsupported             a resource type or function that is not served
└── Unfinished              a resource was created or changed in part (sandbox.provider.lifecycle)
"""

from collections.abc import Collection
from difflib import get_close_matches

from sandbox.errors import SandboxError


class ProviderError(SandboxError):
    """Base of this package's errors."""


class ConfigurationRefused(ProviderError):
    """A property of aws.Provider that is not served."""

    def __init__(
        self, path: str, reason: str, next_step: str = "Change it where the program creates its aws.Provider."
    ) -> None:
        super().__init__(f"aws:{path}: {reason}.", next_step)
        self.path = path
        self.reason = reason


class CallFailed(ProviderError):
    """An AWS call that was refused, with the resource that it was made for."""

    def __init__(self, code: str, message: str, service: str, operation: str, urn: str) -> None:
        super().__init__(
            f"{service}:{operation} was refused with {code}: {message}\n  while working on {urn}.",
            "Change the resource, or the policies of the account that it is in. `sandbox logs` shows the engine's log.",
        )
        self.code = code
        self.message = message
        self.service = service
        self.operation = operation
        self.urn = urn


class NothingAnswers(ProviderError):
    """Nothing listens at the endpoint."""

    def __init__(self, endpoint: str, service: str, operation: str, urn: str, why: str) -> None:
        super().__init__(
            f"Nothing answers at {endpoint} ({why}) for {service}:{operation}\n  while working on {urn}.",
            "`sandbox up` starts the engine, `sandbox status` shows where it listens.",
        )
        self.endpoint = endpoint


class NeverAnswered(ProviderError):
    """The endpoint took a call and sent no response."""

    def __init__(self, endpoint: str, service: str, operation: str, urn: str, seconds: float) -> None:
        super().__init__(
            f"{endpoint} took {service}:{operation} and sent no response in {seconds:.0f} s\n  while working on {urn}.",
            "See `sandbox logs`, or run `sandbox down` and `sandbox up` to restart the engine.",
        )


class Cancelled(ProviderError):
    """The update was cancelled while it waited for a state."""


class NeverReady(ProviderError):
    """A resource has another state than the wanted one."""

    def __init__(self, urn: str, state: str, wanted: tuple[str, ...], seconds: float, *, final: bool = False) -> None:
        failed = "A longer timeout does not help: correct the cause that the state names."
        super().__init__(
            f"{urn} is {state!r} after {seconds:.0f} s; wanted {' or '.join(wanted)}.",
            failed if final else "If it only needs longer, give the resource customTimeouts.",
        )
        self.urn = urn
        self.state = state
        self.wanted = wanted


class UnsupportedValue(ProviderError):
    """An asset, archive or resource reference as the value of a property."""

    def __init__(self, signature: str) -> None:
        super().__init__(
            f"The sandbox does not serve assets, archives and resource references as values (signature {signature}).",
            "Give the property a string, number, boolean, list or map.",
        )


class ZonesUnknown(ProviderError):
    """The Availability Zones of a Region that a preview does not know."""

    def __init__(self, region: str, known: Collection[str]) -> None:
        super().__init__(
            f"getAvailabilityZones does not know the zones of {region} in a preview.",
            f"Name the zones in the program. Known Regions: {', '.join(sorted(known))}.",
        )
        self.region = region


class Unsupported(ProviderError):
    """A resource type or function that the sandbox does not serve."""

    def __init__(self, what: str, token: str, served: Collection[str]) -> None:
        near = get_close_matches(token, served, n=3)
        similar = f" Similar: {', '.join(near)}." if near else ""
        self.message = f"The sandbox does not serve the {what} {token}.{similar}"
        super().__init__(
            self.message,
            "docs/resources.md lists the supported ones; leave this one out of what is deployed to the sandbox.",
        )
        self.token = token
