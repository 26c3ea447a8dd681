"""The operations of the reports on users, groups, roles and policies.

Reference: IAM API reference, GenerateServiceLastAccessedDetails, GetServiceLastAccessedDetails,
GetServiceLastAccessedDetailsWithEntities and ListPoliciesGrantingServiceAccess.
"""

from __future__ import annotations

from typing import Any

from sandbox.emulated.errors import AwsError
from sandbox.emulated.iam.last_accessed import jobs
from sandbox.emulated.iam.last_accessed.allowed_services import allowed_actions, services_of
from sandbox.emulated.iam.last_accessed.entities import HeldPolicy, reported_resource
from sandbox.emulated.iam.last_accessed.service_report import ServiceReport, entity_details, service_report
from sandbox.emulated.iam.paging import PAGING
from sandbox.emulated.operation import operation
from sandbox.emulated.policies.reference import listed_services
from sandbox.emulated.service_call import Call

_GRANULARITIES = ("SERVICE_LEVEL", "ACTION_LEVEL")

type Shape = dict[str, Any]


@operation("GenerateServiceLastAccessedDetails")
def generate_service_last_accessed_details(call: Call) -> Shape:
    """Generate the report of a user, group, role or managed policy."""
    granularity = str(call.request.get("Granularity") or _GRANULARITIES[0])
    if granularity not in _GRANULARITIES:
        raise AwsError(
            "ValidationError",
            f"1 validation error detected: Value '{granularity}' at 'granularity' failed to satisfy constraint: "
            f"Member must satisfy enum value set: [{', '.join(sorted(_GRANULARITIES))}]",
        )
    resource = reported_resource(call, str(call.request["Arn"]), kinds=("user", "group", "role", "policy"))
    return {"JobId": jobs.start(call, service_report(resource, granularity))}


@operation("GetServiceLastAccessedDetails")
def get_service_last_accessed_details(call: Call) -> Shape:
    """Return one page of the services in a report."""
    job = jobs.find(call, ServiceReport)
    page = call.page("ServicesLastAccessed", job.report.services, paging=PAGING)
    return {**jobs.times(job), "JobType": job.report.granularity, "IsTruncated": "Marker" in page, **page}


@operation("GetServiceLastAccessedDetailsWithEntities")
def get_service_last_accessed_details_with_entities(call: Call) -> Shape:
    """Return one page of the users and roles of a report, with the last attempt of each on one service."""
    job = jobs.find(call, ServiceReport)
    details = entity_details(job.report, _known_namespace(str(call.request["ServiceNamespace"])))
    page = call.page("EntityDetailsList", details, paging=PAGING)
    return {**jobs.times(job), "IsTruncated": "Marker" in page, **page}


@operation("ListPoliciesGrantingServiceAccess")
def list_policies_granting_service_access(call: Call) -> Shape:
    """Return the policies of a user, group or role that allow any action of each service, each policy by itself."""
    resource = reported_resource(call, str(call.request["Arn"]), kinds=("user", "group", "role"))
    namespaces = [_known_namespace(name) for name in dict.fromkeys(call.request["ServiceNamespaces"])]
    allowed = [(one, services_of(allowed_actions((one.policy,)))) for one in resource.policies]

    def entry(namespace: str) -> Shape:
        granting = [_granting(one) for one, services in allowed if namespace in services]
        return {"ServiceNamespace": namespace, "Policies": granting}

    page = call.page("PoliciesGrantingServiceAccess", namespaces, entry, paging=PAGING)
    return {"IsTruncated": "Marker" in page, **page}


def _known_namespace(namespace: str) -> str:
    if namespace not in listed_services():
        raise AwsError("InvalidInput", f"Invalid service namespace {namespace}.")
    return namespace


def _granting(held: HeldPolicy) -> Shape:
    if held.policy.arn is not None:
        return {"PolicyName": held.policy.name, "PolicyType": "MANAGED", "PolicyArn": held.policy.arn}
    return {
        "PolicyName": held.policy.name,
        "PolicyType": "INLINE",
        "EntityType": held.kind.upper(),
        "EntityName": held.holder,
    }
