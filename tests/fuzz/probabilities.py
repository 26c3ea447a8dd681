"""Probabilities of what the generator puts into a request.

They are chosen together for two aims: allow, explicit deny and implicit deny each make up more than a tenth of the
requests, and every layer, element and operator occurs in a sample of a few thousand. `test_differences` holds both. A
change of one changes every request of every seed: the numbers in `@example` and the figures of the long run with them.
"""

from __future__ import annotations

# Where the resource is
SAME_ACCOUNT = 0.65
"""Resource in the principal's account: most rules of one account are also those of two, with more ways to deny."""

# Layers of the principal: each limit that is present makes an allow less likely
BOUNDARY = 0.3
SESSION_POLICY = 0.4
FEDERATED_SESSION_POLICY = 0.9
"""A federated user without a session policy has only what resource policies grant, so nearly all have one."""
SCPS = 0.4
PRINCIPAL_IN_MANAGEMENT_ACCOUNT = 0.05
"""Rare: SCPs have no effect there."""

# Layers of the resource
RCPS = 0.25
RCPS_WITHOUT_EFFECT = 0.02
"""RCPs on a service that they do not limit: rare, as all such requests test one rule."""
RESOURCE_IN_MANAGEMENT_ACCOUNT = 0.1
TRUST_POLICY = 0.97
"""A role always has a trust policy on AWS; the rest tests that a missing one denies."""
RESOURCE_POLICY = 0.6
ENDPOINT_POLICY = 0.15

# Policies of a layer
OLD_VERSION = 0.04
"""Version 2008-10-17, in which variables are plain text."""
NARROW_LIMIT = 0.5
"""A boundary or session policy that does not allow everything; also, a statement besides one that does."""
FULL_SCP = 0.75
SECOND_SCP = 0.3
"""Every level must allow the request, and there are up to three, so most levels allow everything."""
ENDPOINT_FOR_ALL = 0.95
"""An endpoint policy with `Principal: *`: with any other principal the peers differ in one known way."""
FULL_ENDPOINT = 0.4

# Statements
ALLOW = 0.72
"""A Deny overrides every Allow, so statements that allow must outnumber those that deny."""
NEGATED_ELEMENT = 0.12
"""NotAction or NotResource: they match nearly every request, so more of them would decide most requests."""
NOT_PRINCIPAL = 0.08
"""NotPrincipal in a Deny, discouraged by AWS."""
CONDITION = 0.5
EXACT_RESOURCE = 0.65
"""The resource of the request itself, so that statements often match."""
EXACT_PROVIDER = 0.8
EXACT_SERVICE = 0.7

# Conditions
KEY_PRESENT = 0.35
"""A key with a value in the request: operators treat a missing key differently, so both must be common."""
NULL = 0.1
NEEDLESS_QUANTIFIER = 0.05
"""ForAllValues or ForAnyValue on a key with one value."""
IF_EXISTS = 0.2
LOWER_CASE_KEY = 0.1
MALFORMED = 0.01
"""A value that cannot be parsed: the whole request is then not evaluable, which hides everything else."""

# Choice among options
FIRST_OPTION = 0.45
"""The first option is the one that matches the request exactly."""
NO_PREFERENCE = 0.0
SINGLE_OPTION = 0.7
"""One of the options instead of a list of several."""
