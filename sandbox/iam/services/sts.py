"""STS: who am I, and becoming a role.

Reference: STS API reference, GetCallerIdentity and AssumeRole; Organizations user guide, orgs_manage_policies_rcps.
"""

from __future__ import annotations

from sandbox.iam.request import Request
from sandbox.iam.services.service import Service


def _role_of_a_service(request: Request) -> bool:
    return ":role/aws-service-role/" in request.resource


SERVICE = Service(
    "sts",
    always_allowed=frozenset(("getcalleridentity",)),
    assumes_role=frozenset(
        (
            "assumerole",
            "assumerolewithsaml",
            "assumerolewithwebidentity",
            "tagsession",
            "setsourceidentity",
            "setcontext",
        )
    ),
    refused_to_root=frozenset(("assumerole",)),
    out_of_reach_of_rcps=_role_of_a_service,
    multivalued=frozenset(("sts:transitivetagkeys", "sts:requestcontextproviders")),
)
