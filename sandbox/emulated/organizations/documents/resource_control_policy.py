"""Resource control policies: a customer's deny only, for all principals, in the services that support them.

Source: orgs_manage_policies_rcps_syntax; the services are the decision engine's list.
"""

from typing import Any

from sandbox.emulated.organizations.documents.problem import DocumentProblem
from sandbox.emulated.organizations.documents.statements import Grammar, check_statements, strings
from sandbox.iam.rcp_services import RCP_SERVICES

KIND = "RESOURCE_CONTROL_POLICY"

_GRAMMAR = Grammar(
    elements=("Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"),
    effects=("Deny",),
    lone_wildcard_action=False,
)


def validate(document: dict[str, Any]) -> None:
    """Raise DocumentProblem unless AWS would accept it from a customer."""
    for position, statement in enumerate(check_statements(document, _GRAMMAR)):
        path = f"Statement[{position}]"
        if statement.get("Principal") != "*":
            raise DocumentProblem(f"{path}.Principal", 'It must be "*"; name the principals in Condition.')
        for action in strings(f"{path}.Action", statement["Action"]):
            service = action.partition(":")[0].lower()
            if service not in RCP_SERVICES:
                raise DocumentProblem(f"{path}.Action", f"The service {service} does not support RCPs.")
