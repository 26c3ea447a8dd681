"""Whether a policy document alone grants access: new access, listed access, public access, access from outside.

The answers are complete: a document that passes grants no request that it must not grant, whatever its principal,
action, resource and condition keys are. What is not decided exactly, as the values of policy variables, is taken as
if it could grant the request. A search that becomes too large is `SearchLimit`.
"""

from sandbox.access.document_checks.checks import (
    access_not_granted,
    no_new_access,
    no_public_access,
)
from sandbox.access.document_checks.documents import CheckedDocument, InvalidDocument
from sandbox.access.document_checks.external_access import ExternalGrant, external_grants
from sandbox.access.document_checks.zone_of_trust import ZoneOfTrust

__all__ = [
    "CheckedDocument",
    "ExternalGrant",
    "InvalidDocument",
    "ZoneOfTrust",
    "access_not_granted",
    "external_grants",
    "no_new_access",
    "no_public_access",
]
