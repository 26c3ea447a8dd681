"""Calls to AWS for one resource: errors that name the resource, retries and waits."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

from botocore import xform_name
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ConnectionError,  # noqa: A004 - botocore's, not Python's
    HTTPClientError,
    ParamValidationError,
    ReadTimeoutError,
)

from sandbox.provider.clock import Clock, SystemClock
from sandbox.provider.errors import CallFailed, NeverAnswered, NeverReady, NothingAnswers
from sandbox.provider.planning import Place

NOT_FOUND: Final = re.compile(r"NoSuch|NotFound|NonExist|DoesNotExist|^404$|UnknownResource")
NOT_MISSING: Final = re.compile(r"^(NoSuchVersion|EndpointNotFound)")
# Codes at which AWS's SDKs retry, and those of concurrent writes. Not "InternalError" and the like: in an emulator
# that is a defect, which retries would hide.
THROTTLED: Final = re.compile(
    r"Throttl|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|SlowDown|ThroughputExceeded"
    r"|^(Service)?Unavailable(Exception)?$|^RequestTimeout|PriorRequestNotComplete"
    r"|ConcurrentModification|EntityTemporarilyUnmodifiable|^50[0234]$|^429$"
)
CLOSED: Final = "ConnectionClosed"
FIRST_PAUSE: Final = 0.1
LONGEST_PAUSE: Final = 5.0


class Clients(Protocol):
    """A source of clients for one account, any service and Region."""

    def client(self, service: str, region: str) -> Any:
        """Return a botocore client."""


@dataclass(frozen=True)
class Api:
    """One service in one account and region, on behalf of one resource: `api("CreateVpc", CidrBlock=...)`."""

    service: str
    place: Place
    urn: str
    clients: Clients
    clock: Clock = field(default_factory=SystemClock)
    seconds: float = 300
    gone: tuple[str, ...] = ()
    eventual: tuple[str, ...] = ()
    default_tags: dict[str, str] = field(default_factory=dict)

    def __call__(self, operation: str, /, **request: Any) -> dict[str, Any]:
        """Return the response; members that are None are left out of the request. Raises ProviderError."""
        until = self.clock.now() + self.seconds
        pause = FIRST_PAUSE
        while True:
            try:
                return self._call(operation, {name: value for name, value in request.items() if value is not None})
            except CallFailed as refused:
                if not self._is_transient(refused) or self.clock.now() + pause > until:
                    raise
            self.clock.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _is_transient(self, refused: CallFailed) -> bool:
        """Return whether a retry may succeed; "Code words" is that code with those words in its message."""
        if THROTTLED.search(refused.code) or refused.code == CLOSED:
            return True
        return _listed(refused, self.eventual)

    def _call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        client = self.clients.client(self.service, self.place.region)
        try:
            answer: dict[str, Any] = getattr(client, xform_name(operation))(**request)
        except ClientError as refused:
            error = refused.response.get("Error", {})
            # Credentials are fetched at the first call, so the refused operation may be AssumeRole.
            called = ("sts", "AssumeRole") if refused.operation_name == "AssumeRole" else (self.service, operation)
            raise CallFailed(str(error.get("Code")), str(error.get("Message", "")), *called, self.urn) from None
        except ParamValidationError as refused:
            raise CallFailed("ParamValidation", str(refused), self.service, operation, self.urn) from None
        except ConnectionClosedError as refused:
            # An engine that is gone refuses the next try; one that only closed an idle connection takes it.
            raise CallFailed(CLOSED, str(refused), self.service, operation, self.urn) from None
        except ReadTimeoutError:
            waited = client.meta.config.read_timeout
            raise NeverAnswered(client.meta.endpoint_url, self.service, operation, self.urn, waited) from None
        except (ConnectionError, HTTPClientError) as refused:
            endpoint = client.meta.endpoint_url
            raise NothingAnswers(endpoint, self.service, operation, self.urn, type(refused).__name__) from None
        except BotoCoreError as refused:
            raise CallFailed(type(refused).__name__, str(refused), self.service, operation, self.urn) from None
        answer.pop("ResponseMetadata", None)
        return answer

    def find(self, operation: str, /, **request: Any) -> dict[str, Any] | None:
        """Return the response of an operation; None where what it is about does not exist."""
        try:
            return self(operation, **request)
        except CallFailed as refused:
            if self.is_missing(refused):
                return None
            raise

    def find_all(self, operation: str, member: str, /, **request: Any) -> list[Any] | None:
        """Return all items of a paged list; None where what it is the list of does not exist."""
        try:
            return list(self.pages(operation, member, **request))
        except CallFailed as refused:
            if self.is_missing(refused):
                return None
            raise

    def is_missing(self, refused: CallFailed) -> bool:
        """Return whether an error says that what the call is about does not exist."""
        matches = NOT_FOUND.search(refused.code) and not NOT_MISSING.search(refused.code)
        return bool(matches) or _listed(refused, self.gone)

    def pages(self, operation: str, member: str, /, **request: Any) -> Iterator[Any]:
        """Yield all items of a paged list."""
        client = self.clients.client(self.service, self.place.region)
        method = xform_name(operation)
        tokens = _tokens(client, method) if client.can_paginate(method) else _same_named_tokens(client, operation)
        while True:
            answer = self(operation, **request)
            yield from answer.get(member) or []
            following = {
                into: answer[out] for out, into in tokens if answer.get(out) and request.get(into) != answer[out]
            }
            if not following:
                return
            request.update(following)

    def of(self, service: str, region: str | None = None) -> "Api":
        """Return an Api of another service, or Region, in the same account."""
        place = Place(self.place.account, region or self.place.region)
        return replace(self, service=service, place=place)

    def patient(self, *codes: str) -> "Api":
        """Return an Api that retries at these error codes, too."""
        return replace(self, eventual=(*self.eventual, *codes))

    def wait[Seen](
        self,
        look: Callable[[], Seen | None],
        state: Callable[[Seen], str],
        ready: Collection[str],
        pending: Collection[str],
    ) -> Seen:
        """Poll until the state is a ready one and return what was seen. Raises NeverReady."""
        started = self.clock.now()
        pause = FIRST_PAUSE
        while True:
            seen = look()
            is_now = "gone" if seen is None else state(seen)
            if seen is not None and is_now in ready:
                return seen
            spent = self.clock.now() - started
            final = seen is not None and is_now not in pending
            if final or spent + pause > self.seconds:
                raise NeverReady(self.urn, is_now, tuple(ready), spent, final=final)
            self.clock.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def wait_gone[Seen](
        self, look: Callable[[], Seen | None], state: Callable[[Seen], str], gone: Collection[str] = ("deleted",)
    ) -> None:
        """Poll until nothing is there, or it has one of the final states. Raises NeverReady."""
        started = self.clock.now()
        pause = FIRST_PAUSE
        while (seen := look()) is not None and state(seen) not in gone:
            spent = self.clock.now() - started
            if spent + pause > self.seconds:
                raise NeverReady(self.urn, state(seen), tuple(gone), spent)
            self.clock.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


def _listed(refused: CallFailed, entries: Collection[str]) -> bool:
    """Return whether an entry matches: "Code", or "Code words" with those words in the message."""
    wanted = (entry.partition(" ") for entry in entries)
    return any(code == refused.code and words in refused.message for code, _, words in wanted)


def _tokens(client: Any, method: str) -> list[tuple[str, str]]:
    """Return the pairs (member of the response, member of the next request)."""
    paginator = client.get_paginator(method)
    output = paginator._pagination_cfg["output_token"]  # noqa: SLF001 - botocore has no public name for it
    given = paginator._pagination_cfg["input_token"]  # noqa: SLF001
    outputs = output if isinstance(output, list) else [output]
    inputs = given if isinstance(given, list) else [given]
    return [(name.split(" ")[0], into) for name, into in zip(outputs, inputs, strict=True)]


def _same_named_tokens(client: Any, operation: str) -> list[tuple[str, str]]:
    """Return the same where botocore has no paginator: tokens with one name in response and request."""
    model = client.meta.service_model.operation_model(operation)
    outputs, inputs = (set(shape.members) if shape else set() for shape in (model.output_shape, model.input_shape))
    return [(name, name) for name in sorted(outputs & inputs) if name.lower().endswith("token")]


def pairs(tags: dict[str, str]) -> list[dict[str, str]]:
    """Return tags as the list of Key and Value that most services take."""
    return [{"Key": name, "Value": value} for name, value in tags.items()]


def unpaired(tags: list[dict[str, str]] | None) -> dict[str, str]:
    """Return tags as a dict, without AWS's own."""
    return {tag["Key"]: tag["Value"] for tag in tags or [] if not tag["Key"].startswith("aws:")}
