"""Attributes of directories in an assertion that are condition keys of trust policies. Pure.

Reference: IAM user guide, id_roles_providers_create_saml_assertions ("Mapping SAML attributes to AWS trust policy
context keys": eduPerson and eduOrg, Active Directory, X.500).
"""

from __future__ import annotations

from collections.abc import Mapping

_PERSON, _ORGANIZATION = "urn:oid:1.3.6.1.4.1.5923.1.1.1.", "urn:oid:1.3.6.1.4.1.5923.1.2.1."
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"
_KEYS: Mapping[str, str] = {
    f"{_PERSON}1": "eduPersonAffiliation",
    f"{_PERSON}2": "eduPersonNickname",
    f"{_PERSON}3": "eduPersonOrgDN",
    f"{_PERSON}4": "eduPersonOrgUnitDN",
    f"{_PERSON}5": "eduPersonPrimaryAffiliation",
    f"{_PERSON}6": "eduPersonPrincipalName",
    f"{_PERSON}7": "eduPersonEntitlement",
    f"{_PERSON}8": "eduPersonPrimaryOrgUnitDN",
    f"{_PERSON}9": "eduPersonScopedAffiliation",
    f"{_PERSON}10": "eduPersonTargetedID",
    f"{_PERSON}11": "eduPersonAssurance",
    f"{_ORGANIZATION}2": "eduOrgHomePageURI",
    f"{_ORGANIZATION}3": "eduOrgIdentityAuthNPolicyURI",
    f"{_ORGANIZATION}4": "eduOrgLegalName",
    f"{_ORGANIZATION}5": "eduOrgSuperiorURI",
    f"{_ORGANIZATION}6": "eduOrgWhitePagesURI",
    "urn:oid:2.5.4.3": "cn",
    f"{_CLAIMS}name": "name",
    f"{_CLAIMS}givenname": "givenName",
    f"{_CLAIMS}surname": "surname",
    f"{_CLAIMS}emailaddress": "mail",
    "http://schemas.xmlsoap.org/claims/CommonName": "commonName",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid": "uid",
    "2.5.4.3": "commonName",
    "2.5.4.4": "surname",
    "2.5.4.45": "x500UniqueIdentifier",
}
_SINGLE = frozenset(
    {"eduPersonOrgDN", "eduPersonPrimaryAffiliation", "eduPersonPrincipalName", "eduPersonPrimaryOrgUnitDN"}
)
"""Keys of one value: that of an assertion with several is none."""


def attribute_keys(attributes: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    """Return the condition keys of the attributes of an assertion: `saml:eduPersonAffiliation` and its values."""
    found: dict[str, object] = {}
    for name, values in attributes.items():
        key = _KEYS.get(name)
        if key is None or not values:
            continue
        if key not in _SINGLE:
            found[f"saml:{key}"] = list(values)
        elif len(values) == 1:
            found[f"saml:{key}"] = values[0]
    return found
