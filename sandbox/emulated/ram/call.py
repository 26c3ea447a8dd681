"""One call to RAM."""

from __future__ import annotations

import json
from collections.abc import Callable

from sandbox.emulated.errors import AwsError
from sandbox.emulated.ram.state import RamState
from sandbox.emulated.service_call import Paging, ServiceCall, Values


def _bad_token(token: str) -> AwsError:
    return AwsError("InvalidNextTokenException", f"The nextToken {token} is not valid.")


class RamCall(ServiceCall[RamState]):
    """A call with RAM's paging and client tokens; 500 is the largest `maxResults` of RAM's API Reference."""

    paging = Paging(
        bad_token=_bad_token,
        size=500,
        token_member="nextToken",  # noqa: S106 - a member's name
        size_member="maxResults",
    )

    def new_arn(self, kind: str) -> str:
        """Return an ARN for a new share, invitation or the like of the caller's."""
        return f"arn:aws:ram:{self.region}:{self.account}:{kind}/{self.uuid()}"

    def echo(self) -> Values:
        """Return the client token, which responses repeat."""
        token = self.request.get("clientToken")
        return {"clientToken": token} if token else {}

    def idempotent(self, make: Callable[[], str]) -> str:
        """Return the ARN that `make` returns; for a known client token, the ARN of the first call."""
        token = self.request.get("clientToken")
        if not token:
            return make()
        text = json.dumps(self.request, sort_keys=True, default=str)
        tokens = self.state.tokens
        known = tokens.get((self.account, self.operation, token))
        if known is None:
            known = tokens[self.account, self.operation, token] = (text, make())
        elif known[0] != text:
            raise AwsError(
                "IdempotentParameterMismatchException",
                f"The client token {token} was used before with other parameters of {self.operation}.",
            )
        return known[1]
