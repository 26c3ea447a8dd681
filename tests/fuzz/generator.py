"""Requests generated from a seed, in the form that `sandbox iam decide` reads.

A number always gives the same request.
"""

from __future__ import annotations

import random
from typing import Any

from sandbox.iam.actions import facts
from tests.fuzz import probabilities
from tests.fuzz.pools import (
    ACTIONS,
    CALLERS,
    GLOBAL_KEYS,
    HOME,
    MALFORMED,
    OPERATORS,
    OTHER,
    PROVIDER,
    THIRD,
    WEB_IDENTITY,
    Action,
    Caller,
    Key,
)

type Document = dict[str, Any]
type GeneratedRequest = dict[str, Any]

FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
ENDPOINT_FULL = {"Version": "2012-10-17", "Statement": [{**FULL["Statement"][0], "Principal": "*"}]}  # type: ignore[dict-item]


def generate(seed: int, number: int) -> GeneratedRequest:
    """Return the request of that number."""
    return Generator(random.Random(f"{seed}/{number}")).request()  # noqa: S311 - no secret


class Generator:
    """Builds one request from random numbers."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.caller: Caller = rng.choices(CALLERS, [caller.weight for caller in CALLERS])[0]
        self.action: Action = rng.choices(ACTIONS, [action.weight for action in ACTIONS])[0]
        if self.caller.principal == PROVIDER:
            self.action = WEB_IDENTITY
        at_home = self.action.name in ("iam:PassRole", WEB_IDENTITY.name)
        self.owner = HOME if at_home or self.chance(probabilities.SAME_ACCOUNT) else OTHER
        self.resource = rng.choice(self.action.resources).format(owner=self.owner)
        if self.resource == "*":
            self.owner = HOME
        self.keys = (*GLOBAL_KEYS, *self.action.keys, *self.action.keys)

    def chance(self, share: float) -> bool:
        """Return True with this probability."""
        return self.rng.random() < share

    def request(self) -> GeneratedRequest:
        """Return the request with all layers."""
        generated: GeneratedRequest = {
            "principal": self.caller.principal,
            "action": self.action.name,
            "resource": self.resource,
            "resource_account": self.owner,
            "context": self.context(),
        }
        return {**generated, **self.principal_layers(), **self.resource_layers()}

    def principal_layers(self) -> GeneratedRequest:
        """Return the layers of the principal and its account."""
        found: GeneratedRequest = {}
        if self.caller.policies:
            found["identity"] = [self.document() for _ in range(self.rng.choice((0, 1, 1, 1, 2)))]
            if self.chance(probabilities.BOUNDARY):
                found["boundaries"] = [self.limit()]
            if self.caller.session and self.chance(
                probabilities.FEDERATED_SESSION_POLICY
                if "federated" in (self.caller.principal or "")
                else probabilities.SESSION_POLICY
            ):
                found["session"] = self.limit()
        if self.caller.policies or (self.caller.principal or "").endswith(":root"):
            if self.chance(probabilities.SCPS):
                found["scps"] = [self.level("scp") for _ in range(self.rng.choice((1, 2, 3)))]
            if self.chance(probabilities.PRINCIPAL_IN_MANAGEMENT_ACCOUNT):
                found["principal_in_management_account"] = True
        return found

    def resource_layers(self) -> GeneratedRequest:
        """Return the layers of the resource, its account and the VPC endpoint."""
        found: GeneratedRequest = {}
        if self.chance(
            probabilities.RCPS if facts(self.action.name).limited_by_rcps else probabilities.RCPS_WITHOUT_EFFECT
        ):
            found["rcps"] = [self.level("rcp") for _ in range(self.rng.choice((1, 2)))]
            if self.chance(probabilities.RESOURCE_IN_MANAGEMENT_ACCOUNT):
                found["resource_in_management_account"] = True
        if self.action.has_policy and self.chance(
            probabilities.TRUST_POLICY if "Assume" in self.action.name else probabilities.RESOURCE_POLICY
        ):
            found["resource_policy"] = self.resource_policy()
        if self.chance(probabilities.ENDPOINT_POLICY):
            found["endpoint"] = [self.endpoint()]
        return found

    def context(self) -> dict[str, str | list[str]]:
        """Return values for some of the condition keys."""
        found: dict[str, str | list[str]] = {}
        for key in self.keys:
            if key.values and self.chance(probabilities.KEY_PRESENT):
                several = self.rng.sample(key.values, self.rng.randint(1, len(key.values)))
                found[key.name] = several if key.multivalued else several[0]
        return found

    def document(self, *, principals: bool = False, trust: bool = False) -> Document:
        """Return a policy of one to three statements."""
        statements = [self.statement(principals=principals, trust=trust) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        version = {"Version": "2008-10-17"} if self.chance(probabilities.OLD_VERSION) else {"Version": "2012-10-17"}
        return {**version, "Statement": statements}

    def limit(self) -> Document:
        """Return a boundary or session policy; half of them allow everything, alone or with one more statement."""
        if self.chance(probabilities.NARROW_LIMIT):
            return self.document()
        return {
            **FULL,
            "Statement": [*FULL["Statement"], *([self.statement()] if self.chance(probabilities.NARROW_LIMIT) else [])],
        }

    def level(self, kind: str) -> list[Document]:
        """Return the policies at one node of the organization."""
        if kind == "rcp":
            return [self.deny_all_principals() for _ in range(self.rng.choice((0, 1)))]
        return [
            FULL if self.chance(probabilities.FULL_SCP) else self.document(),
            *([self.document()] if self.chance(probabilities.SECOND_SCP) else []),
        ]

    def endpoint(self) -> Document:
        """Return the policy of a VPC endpoint, which nearly always applies to every principal."""
        document = self.document(principals=True)
        if self.chance(probabilities.ENDPOINT_FOR_ALL):
            plain = [{**one, "Principal": "*"} for one in document["Statement"]]
            document["Statement"] = [
                {name: value for name, value in one.items() if name != "NotPrincipal"} for one in plain
            ]
        return ENDPOINT_FULL if self.chance(probabilities.FULL_ENDPOINT) else document

    def deny_all_principals(self) -> Document:
        """Return an RCP, which may only deny, and only every principal."""
        statement = self.statement()
        if "Action" in statement:
            statement["Action"] = [name for name in self.listed(statement["Action"]) if name != "*"] or ["s3:*"]
        else:
            statement["Action"] = statement.pop("NotAction")
        return {"Version": "2012-10-17", "Statement": [{**statement, "Effect": "Deny", "Principal": "*"}]}

    def resource_policy(self) -> Document:
        """Return the policy of the resource; for sts:AssumeRole the role's trust policy."""
        if self.action.name.startswith("sts:Assume"):
            return self.document(principals=True, trust=True)
        return self.document(principals=True)

    def statement(self, *, principals: bool = False, trust: bool = False) -> Document:
        """Return a statement that is likely to cover the request."""
        found: Document = {"Effect": "Allow" if self.chance(probabilities.ALLOW) else "Deny"}
        found["NotAction" if self.chance(probabilities.NEGATED_ELEMENT) else "Action"] = self.actions()
        if not trust:
            found["NotResource" if self.chance(probabilities.NEGATED_ELEMENT) else "Resource"] = self.resources()
        if principals:
            element = (
                "NotPrincipal"
                if self.chance(probabilities.NOT_PRINCIPAL) and found["Effect"] == "Deny"
                else "Principal"
            )
            found[element] = self.principals()
        if self.chance(probabilities.CONDITION):
            found["Condition"] = self.condition()
        return found

    def actions(self) -> str | list[str]:
        service, _, name = self.action.name.partition(":")
        forms = [self.action.name, f"{service}:*", f"{service}:{name[:3]}*", "*", f"{service.upper()}:{name.lower()}"]
        forms.append(f"{service}:{name[:-1]}?")
        return self.one_or_more([*forms, self.rng.choice(ACTIONS).name, "s3:Put*"])

    def resources(self) -> str | list[str]:
        resource = self.resource
        forms = [
            resource,
            "*",
            f"{resource[:-2]}*",
            f"{resource[:-1]}?",
            f"{resource.rpartition('/')[0] or resource}/*",
        ]
        forms += [
            "arn:aws:s3:::data/${aws:username}/*",
            f"{resource}-other",
            "arn:aws:s3:::data/${aws:PrincipalTag/team}",
        ]
        if resource == "*":
            forms = ["*"]
        return self.one_or_more(forms, first=probabilities.EXACT_RESOURCE)

    def principals(self) -> str | Document:
        account, principal = HOME, self.caller.principal or f"arn:aws:iam::{THIRD}:user/ann"
        if principal == PROVIDER:
            return {"Federated": principal if self.chance(probabilities.EXACT_PROVIDER) else "accounts.google.com"}
        if not principal.startswith("arn:"):
            return (
                {"Service": principal} if self.chance(probabilities.EXACT_SERVICE) else {"Service": "sns.amazonaws.com"}
            )
        forms: list[str | Document] = ["*", {"AWS": "*"}, {"AWS": account}, {"AWS": f"arn:aws:iam::{account}:root"}]
        forms += [{"AWS": principal}] * 3
        if ":assumed-role/" in principal:
            role = principal.rsplit("/", 2)[1]
            forms += [{"AWS": f"arn:aws:iam::{account}:role/{role}"}] * 2
        forms += [
            {"AWS": [f"arn:aws:iam::{OTHER}:root", f"arn:aws:iam::{HOME}:user/eve"]},
            {"Service": "ec2.amazonaws.com"},
        ]
        return self.rng.choice(forms)

    def condition(self) -> Document:
        found: Document = {}
        for _ in range(self.rng.choice((1, 1, 2))):
            key = self.rng.choice(self.keys)
            operator = self.operator(key)
            wanted = self.rng.choice(("true", "false")) if operator == "Null" else self.wanted(key)
            found.setdefault(operator, {})[self.key_name(key)] = wanted
        return found

    def operator(self, key: Key) -> str:
        if self.chance(probabilities.NULL):
            return "Null"
        operator = self.rng.choice(OPERATORS[key.family])
        if key.multivalued or self.chance(probabilities.NEEDLESS_QUANTIFIER):
            operator = f"{self.rng.choice(('ForAllValues', 'ForAnyValue'))}:{operator}"
        return operator + ("IfExists" if self.chance(probabilities.IF_EXISTS) else "")

    def key_name(self, key: Key) -> str:
        return key.name.lower() if self.chance(probabilities.LOWER_CASE_KEY) else key.name

    def wanted(self, key: Key) -> str | list[str]:
        if key.family in MALFORMED and self.chance(probabilities.MALFORMED):
            return self.rng.choice(MALFORMED[key.family])
        return self.one_or_more(list(dict.fromkeys((*key.wanted, *key.values))), first=probabilities.NO_PREFERENCE)

    def one_or_more(self, forms: list[str], *, first: float = probabilities.FIRST_OPTION) -> str | list[str]:
        """Return one of the options, the first with a higher probability, or a list of several."""
        if self.chance(first):
            return forms[0]
        if self.chance(probabilities.SINGLE_OPTION):
            return self.rng.choice(forms)
        return self.rng.sample(forms, min(len(forms), self.rng.choice((1, 2, 3))))

    @staticmethod
    def listed(value: str | list[str]) -> list[str]:
        return value if isinstance(value, list) else [value]
