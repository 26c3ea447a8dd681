"""What can go wrong between Pulumi and the sandbox's AWS.

ProviderError
├── ConfigurationRefused    the provider's configuration can't be served: property and reason
├── CallFailed              an AWS call was refused: code, operation, URN
├── NothingAnswers          no AWS at the endpoint: the engine isn't running
├── NeverAnswered           an AWS call was taken at the endpoint, and no answer came
├── Cancelled               somebody pressed ctrl-C while a state was waited for
├── NeverReady              a resource stopped in a state that is not the wanted one, or time ran out
└── Unsupported             a type or function that no file under resources/ or functions/ declares
"""

from sandbox.errors import SandboxError


class ProviderError(SandboxError):
    """The root; its text is the sentence that Pulumi shows."""


class ConfigurationRefused(ProviderError):
    """A provider property that can't be served."""

    def __init__(
        self, path: str, reason: str, next_step: str = "Change it where the program makes its aws.Provider."
    ) -> None:
        super().__init__(f"aws:{path}: {reason}.", next_step)
        self.path = path
        self.reason = reason


class CallFailed(ProviderError):
    """AWS's answer to a call, with what was being done."""

    def __init__(self, code: str, message: str, service: str, operation: str, urn: str) -> None:
        super().__init__(
            f"{service}:{operation} was refused with {code}: {message}\n  while working on {urn}.",
            "Change the resource, or what its account may do; `sandbox logs` has the engine's side.",
        )
        self.code = code
        self.message = message
        self.service = service
        self.operation = operation
        self.urn = urn


class NothingAnswers(ProviderError):
    """Nobody listens at the endpoint."""

    def __init__(self, endpoint: str, service: str, operation: str, urn: str, why: str) -> None:
        super().__init__(
            f"nothing answers at {endpoint} ({why}), wanted for {service}:{operation}\n  while working on {urn}.",
            "`sandbox up` starts the engine, `sandbox status` shows where it listens.",
        )
        self.endpoint = endpoint


class NeverAnswered(ProviderError):
    """The engine listens and took the call, but is stuck."""

    def __init__(self, endpoint: str, service: str, operation: str, urn: str, seconds: float) -> None:
        super().__init__(
            f"{endpoint} took {service}:{operation} and gave no answer in {seconds:.0f} s\n  while working on {urn}.",
            "`sandbox logs` has the engine's side; `sandbox down` and `sandbox up` start it anew.",
        )


class Cancelled(ProviderError):
    """A wait that was cut short."""


class NeverReady(ProviderError):
    """A wait that ended without the wanted state."""

    def __init__(self, urn: str, state: str, wanted: tuple[str, ...], seconds: float, *, final: bool = False) -> None:
        failed = "Waiting longer does not change that: correct what the state names."
        super().__init__(
            f"{urn} is {state!r} after {seconds:.0f} s; wanted {' or '.join(wanted)}.",
            failed if final else "If it only needs longer, give the resource customTimeouts.",
        )
        self.urn = urn
        self.state = state
        self.wanted = wanted


class Unsupported(ProviderError):
    """A token that nothing here serves."""
