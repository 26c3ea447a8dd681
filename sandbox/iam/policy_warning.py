"""The type of a warning beside a verdict: something legal that is seldom meant, or a fact beyond the policies."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sandbox.iam.layers import Layer


class WarningName(Enum):
    """Every warning there is."""

    SINGLE_VALUED_KEY = "single_valued_key_with_set_operator"
    MULTIVALUED_KEY = "multivalued_key_without_set_operator"
    HELD_WITHOUT_VALUES = "for_all_values_held_without_values"
    UNRESOLVED_VARIABLE = "unresolved_variable"
    UNRESOLVED_VARIABLE_IN_DENY = "unresolved_variable_in_deny"
    VARIABLE_IN_OLD_VERSION = "variable_in_version_without_variables"
    VARIABLE_OUTSIDE_RESOURCE_PART = "variable_before_the_fifth_colon"
    DENY_MISSED_ITS_KEY = "deny_missed_for_missing_key"
    DENY_NOT_PRINCIPAL_AND_BOUNDARY = "deny_with_not_principal_hits_every_boundary"
    UNIQUE_ID_UNKNOWN = "unique_id_of_caller_unknown"
    REFUSED_BY_GRAMMAR = "aws_refuses_to_save_this"
    ALSO_NEEDS = "also_needs"
    ABSENCE_ANSWERS_403 = "absent_object_answers_403"
    TAG_OF_HANDED_ROLE = "tag_does_not_limit_pass_role"
    RESERVED_BY_AWS = "reserved_by_aws"
    RESERVED_NAME = "reserved_name"
    OWNER_ROOT_PASSES_BUCKET_POLICY = "owner_root_passes_bucket_policy"
    REFUSED_BY_SERVICE = "refused_by_service"
    GATEWAY_ENDPOINT = "gateway_endpoint_takes_no_principal"
    EMPTY_ELEMENT = "empty_element_speaks_of_nothing"
    PUBLIC_POLICY_RESTRICTED = "public_policy_restricted"
    GRANTED_BESIDE_POLICY = "granted_beside_policy"


@dataclass(frozen=True, slots=True)
class PolicyWarning:
    """One warning, the statement that it is about where it is about one, and its subject."""

    name: WarningName
    subject: str | None = None
    """The condition key, element, action or resource in question."""
    layer: Layer | None = None
    policy: str | None = None
    statement: int | None = None
