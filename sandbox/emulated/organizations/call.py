"""One call to Organizations."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.emulated.errors import AwsError
from sandbox.emulated.organizations.rules import authority, errors
from sandbox.emulated.organizations.rules.model import Organization, OrganizationsState
from sandbox.emulated.service_call import Paging, ServiceCall


def _bad_token(_token: str) -> AwsError:
    return errors.invalid("INVALID_NEXT_TOKEN", "The NextToken was not given by this operation.")


@dataclass(kw_only=True)
class OrganizationsCall(ServiceCall[OrganizationsState]):
    """A call whose caller may make it; 20 is the default `MaxResults` of the Organizations API Reference."""

    paging = Paging(bad_token=_bad_token, size=20)

    callers_organization: Organization | None = None
    """The caller's organization; None where it has none and the operation needs none."""

    @property
    def organization(self) -> Organization:
        """Return the caller's organization."""
        if self.callers_organization is None:
            raise errors.not_in_use()
        return self.callers_organization

    def authorize(self) -> None:
        """Find the caller's organization; raise where the caller may not make this call."""
        self.callers_organization = authority.organization_for(self.state, self.account, self.operation, self.request)
