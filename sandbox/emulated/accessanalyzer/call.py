"""One call to Access Analyzer."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.accessanalyzer.errors import invalid
from sandbox.emulated.errors import AwsError
from sandbox.emulated.input_check import check_types
from sandbox.emulated.service_call import Paging, ServiceCall
from sandbox.emulated.shape_check import violations


def _bad_token(_token: str) -> AwsError:
    return invalid("The nextToken is not valid.")


class AccessAnalyzerCall[State](ServiceCall[State]):
    """A call with Access Analyzer's paging; the API reference gives no size of a page, and 100 is used."""

    paging = Paging(
        bad_token=_bad_token,
        size=100,
        token_member="nextToken",  # noqa: S106 - a member's name
        size_member="maxResults",
    )

    def check(self, model: Any) -> None:
        """Raise for an input that AWS's model does not allow."""
        check_types(self, model)
        for violation in violations(model.input_shape, self.request):
            raise invalid(f"{violation}.")
