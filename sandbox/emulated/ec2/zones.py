"""The Availability Zones of a Region."""

from __future__ import annotations

from typing import Any

from sandbox.emulated.ec2 import backend
from sandbox.emulated.errors import AwsError
from sandbox.emulated.service_call import Call


def requested_zone(call: Call) -> Any:
    """Return the zone that a request names or, where it names none, the first of the Region."""
    name, id_ = call.request.get("AvailabilityZone"), call.request.get("AvailabilityZoneId")
    if name and id_:
        raise AwsError(
            "InvalidParameterCombination",
            "The parameters availabilityZone and availabilityZoneId cannot be used together.",
        )
    zones = backend.of(call).describe_availability_zones()
    found = [zone for zone in zones if (not name or zone.name == name) and (not id_ or zone.zone_id == id_)]
    if found:
        return found[0]
    parameter = "availabilityZone" if name else "availabilityZoneId"
    known = ", ".join(zone.name if name else zone.zone_id for zone in zones)
    raise AwsError(
        "InvalidParameterValue",
        f"Value ({name or id_}) for parameter {parameter} is invalid."
        f" Subnets can currently only be created in the following availability zones: {known}.",
    )
