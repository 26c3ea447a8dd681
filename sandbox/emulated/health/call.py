"""One call to Health."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.health.model import HealthEvent, HealthState
from sandbox.emulated.input_check import check_types
from sandbox.emulated.service_call import Paging, ServiceCall
from sandbox.emulated.shape_check import violations

LOCALES = frozenset({"en", "en_US", "en-US"})
"""The languages that events are described in here."""


def _bad_token(_token: str) -> AwsError:
    return AwsError("InvalidPaginationToken", "The specified pagination token (nextToken) is not valid.")


class HealthCall(ServiceCall[HealthState]):
    """A call with Health's paging; the API reference gives no size of a page, and 100 is used."""

    paging = Paging(
        bad_token=_bad_token,
        size=100,
        token_member="nextToken",  # noqa: S106 - a member's name
        size_member="maxResults",
    )

    def check(self, model: Any) -> None:
        """Raise for an input that AWS's model does not allow, or for a language that is not served."""
        check_types(self, model)
        for violation in violations(model.input_shape, self.request):
            if violation.path == "nextToken":
                raise _bad_token("")
            raise AwsError("ValidationException", f"1 validation error detected: {violation}.")
        if self.request.get("locale", "en") not in LOCALES:
            raise AwsError("UnsupportedLocale", "The specified locale is not supported.")

    def events(self) -> list[HealthEvent]:
        """Return the events that affect the caller, the most recently changed first."""
        found = [event for event in self.state.events if event.entities_of(self.account)]
        return sorted(found, key=lambda event: event.updated, reverse=True)
