"""ValidatePolicy: the findings of AWS's policy checks.

Reference: Access Analyzer API reference, ValidatePolicy; IAM user guide, access-analyzer-reference-policy-checks.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from botocore.loaders import Loader

from sandbox.emulated.accessanalyzer.call import AccessAnalyzerCall
from sandbox.emulated.accessanalyzer.errors import invalid
from sandbox.emulated.accessanalyzer.validation import References, validate
from sandbox.emulated.operation import operation
from sandbox.emulated.policies.reference import REFERENCE


@operation("ValidatePolicy")
def validate_policy(call: AccessAnalyzerCall[None]) -> dict[str, Any]:
    """Return the findings about a document, in English whatever the locale is."""
    request = call.request
    resource_type = request.get("validatePolicyResourceType")
    if resource_type is not None and request["policyType"] != "RESOURCE_POLICY":
        raise invalid("validatePolicyResourceType is for the policyType RESOURCE_POLICY alone.")
    found = validate(request["policyDocument"], request["policyType"], resource_type, _references())
    return call.page("findings", found)


@cache
def _references() -> References:
    partitions = Loader().load_data("partitions")["partitions"]
    regions = frozenset(name for partition in partitions for name in partition["regions"])
    return References(REFERENCE, regions)
