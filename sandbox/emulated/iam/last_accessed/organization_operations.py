"""The operations of the reports on organizations, which the management account calls.

Reference: IAM API reference, GenerateOrganizationsAccessReport and GetOrganizationsAccessReport; IAM user guide,
access_policies_last-accessed-view-data-orgs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.iam.last_accessed import jobs
from sandbox.emulated.iam.last_accessed.organization_report import OrganizationReport, organization_report
from sandbox.emulated.iam.paging import PAGING
from sandbox.emulated.operation import operation
from sandbox.emulated.organizations import store
from sandbox.emulated.organizations.rules import policy_types
from sandbox.emulated.organizations.rules.model import Organization
from sandbox.emulated.service_call import Call

_FORBIDDEN = 403

type Shape = dict[str, Any]


def _time(detail: Shape) -> float:
    last = detail.get("LastAuthenticatedTime")
    return last.timestamp() if last is not None else 0.0


def _namespace(detail: Shape) -> str:
    return str(detail["ServiceNamespace"])


_SORT_KEYS: dict[str, tuple[Callable[[Shape], Any], bool]] = {
    "SERVICE_NAMESPACE_ASCENDING": (_namespace, False),
    "SERVICE_NAMESPACE_DESCENDING": (_namespace, True),
    "LAST_AUTHENTICATED_TIME_ASCENDING": (_time, False),
    "LAST_AUTHENTICATED_TIME_DESCENDING": (_time, True),
}
_BY_NAMESPACE = "SERVICE_NAMESPACE_ASCENDING"


@operation("GenerateOrganizationsAccessReport")
def generate_organizations_access_report(call: Call) -> Shape:
    """Generate the report of a root, unit or account; a path or policy that does not exist fails the job."""
    path = str(call.request["EntityPath"])
    with _managed(call) as organization:
        if path.partition("/")[0] != organization.id:
            raise _denied(call)
        found = organization_report(organization, path, call.request.get("OrganizationsPolicyId"), call.partition)
    return {"JobId": jobs.start(call, found)}


@operation("GetOrganizationsAccessReport")
def get_organizations_access_report(call: Call) -> Shape:
    """Return one page of the services in a report."""
    with _managed(call):
        job = jobs.find(call, OrganizationReport)
    if job.report.error is not None:
        return {**jobs.times(job), "JobStatus": "FAILED", "ErrorDetails": dict(job.report.error)}
    name = str(call.request.get("SortKey") or _BY_NAMESPACE)
    if name not in _SORT_KEYS:
        raise AwsError(
            "ValidationError",
            f"1 validation error detected: Value '{name}' at 'sortKey' failed to satisfy constraint: "
            f"Member must satisfy enum value set: [{', '.join(_SORT_KEYS)}]",
        )
    key, reverse = _SORT_KEYS[name]
    details = job.report.details
    page = call.page("AccessDetails", sorted(details, key=key, reverse=reverse), paging=PAGING)
    return {
        **jobs.times(job),
        "NumberOfServicesAccessible": len(details),
        "NumberOfServicesNotAccessed": sum("LastAuthenticatedTime" not in one for one in details),
        "IsTruncated": "Marker" in page,
        **page,
    }


@contextmanager
def _managed(call: Call) -> Iterator[Organization]:
    """Give the organization that the account manages; raises AccessDenied without one, or without SCPs."""
    with store.locked_state() as state:
        organization = state.organizations.get(call.account)
        if organization is None or policy_types.SCP not in organization.policy_types:
            raise _denied(call)
        yield organization


def _denied(call: Call) -> AwsError:
    return AwsError(
        "AccessDenied",
        f"{call.operation} is for the management account of an organization that has service control policies "
        "enabled, and for an entity of it.",
        _FORBIDDEN,
    )
