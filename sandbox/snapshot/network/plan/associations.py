"""The gateway that a Direct Connect gateway association of a plan associates."""

from __future__ import annotations

from sandbox.snapshot.network.plan.resources import PlanResources
from sandbox.snapshot.plan.resource import Planned

ASSOCIATION = "aws:directconnect/gatewayAssociation:GatewayAssociation"
PROPOSAL = "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal"


def proposal_of(resources: PlanResources, made: Planned) -> Planned | None:
    """Return the proposal that an association accepts; None where it accepts none of the plan."""
    identity = resources.text(made, "proposalId")
    return next((each for each in resources.of(PROPOSAL) if identity and resources.id(each) == identity), None)


def associated_gateway(resources: PlanResources, made: Planned) -> str | None:
    """Return the id of the associated virtual private or transit gateway."""
    return resources.text(proposal_of(resources, made) or made, "associatedGatewayId")
