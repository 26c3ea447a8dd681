"""Load balancers of every generation, their target groups, listeners and rules."""

from __future__ import annotations

from moto.elb.models import elb_backends
from moto.elbv2.models import elbv2_backends

from sandbox.emulated.policies.resource_state.state import ABSENT, ResourceState
from sandbox.emulated.policies.resource_state.tags import tags_of
from sandbox.iam.arn import Arn


def state(arn: Arn) -> ResourceState:
    """Return the tags of a resource; a Classic Load Balancer is the one whose ARN has its name alone."""
    if arn.account not in elbv2_backends and arn.account not in elb_backends:
        return ABSENT
    kind, _, rest = arn.resource.partition("/")
    if kind == "loadbalancer" and "/" not in rest:
        found = elb_backends[arn.account][arn.region].load_balancers.get(rest)
        return ResourceState(tags_of(found.tags)) if found is not None else ABSENT
    backend = elbv2_backends[arn.account][arn.region]
    return ResourceState(backend.tagging_service.get_tag_dict_for_resource(":".join(arn)))
