"""Rewrite the plan for a changed program: its policy functions run again, Pulumi does not."""

from __future__ import annotations

import copy
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.estate.model import Estate

_PACKAGES = ("accounts", "network")
_PROPERTIES = ("content", "policy", "assumeRolePolicy")


@contextmanager
def program(root: Path) -> Iterator[None]:
    """Import the program's packages from another folder within the block."""
    imported = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in _PACKAGES}
    for name in imported:
        del sys.modules[name]
    sys.path.insert(0, str(root))
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.partition(".")[0] in _PACKAGES]:
            del sys.modules[name]
        sys.modules.update(imported)


def rewritten(plan: Mapping[str, Any], model: Estate, root: Path, ids: Mapping[str, str], organization: str) -> Any:
    """Return the plan with every policy document that the program in `root` writes."""
    changed = copy.deepcopy(dict(plan))
    write = _Writer(model, ids, organization)
    with program(root):
        for step in changed["steps"]:
            state = step["newState"]
            document = write.document(state)
            if document is not None:
                name = next(name for name in _PROPERTIES if name in state["inputs"])
                state["inputs"][name] = json.dumps(document, separators=(",", ":"))
    return changed


@dataclass(frozen=True)
class _Writer:
    """Runs the policy functions of the program that is currently imported."""

    model: Estate
    ids: Mapping[str, str]
    organization: str

    def document(self, state: Mapping[str, Any]) -> Any:
        """Return the document of a resource, or None if it has none."""
        write = _BY_TYPE.get(state["type"])
        return write(self, state) if write else None

    def guardrail(self, state: Mapping[str, Any]) -> Any:
        online = {name: self.ids[name] for name, account in self.model.accounts.items() if account.internet}
        context = _module("accounts.guardrail").GuardrailContext(self.model, self.organization, online)
        return _module("accounts.guardrails").guardrail(_name(state)).document(context)

    def boundary(self, _: Mapping[str, Any]) -> Any:
        return _module("accounts.boundaries").boundary(self.model)

    def trust(self, state: Mapping[str, Any]) -> Any:
        if _name(state).endswith("-delivery"):
            return _module("accounts.trail_policies").delivery_trust()
        trust = _module("accounts.trust")
        if _name(state).endswith("break-glass"):
            return trust.break_glass_trust(self.model, self.ids, self.ids["management"])
        account = state["provider"].rpartition("::")[0].rpartition("::")[2]
        return trust.job_trust(self.model, account, state["inputs"]["name"], self.ids)

    def inline(self, state: Mapping[str, Any]) -> Any:
        if _name(state).endswith("-delivery"):
            return _module("accounts.trail_policies").delivery(self._trail_context())
        account = state["provider"].rpartition("::")[0].rpartition("::")[2]
        return _module("accounts.trust").assume_other_jobs(self.model, account, state["inputs"]["role"])

    def bucket(self, _: Mapping[str, Any]) -> Any:
        return _module("accounts.trail_policies").bucket_policy(self._trail_context())

    def key(self, _: Mapping[str, Any]) -> Any:
        return _module("accounts.trail_policies").key_policy(self._trail_context())

    def endpoint(self, state: Mapping[str, Any]) -> Any:
        service = state["inputs"]["serviceName"].rpartition(".")[2]
        region = self.model.organization.home_region
        return _module("network.endpoint_policies").endpoint_policy(service, self.organization, region)

    def _trail_context(self) -> Any:
        return _module("accounts.trail_policies").TrailContext(
            region=self.model.organization.home_region,
            management_id=self.ids["management"],
            security_id=self.ids["security"],
            organization_id=self.organization,
            bucket=_module("accounts.names").trail_bucket(self.model, self.ids["security"]),
        )


_BY_TYPE: Mapping[str, Callable[[_Writer, Mapping[str, Any]], Any]] = {
    "aws:organizations/policy:Policy": _Writer.guardrail,
    "aws:iam/policy:Policy": _Writer.boundary,
    "aws:iam/role:Role": _Writer.trust,
    "aws:iam/rolePolicy:RolePolicy": _Writer.inline,
    "aws:s3/bucketPolicy:BucketPolicy": _Writer.bucket,
    "aws:kms/key:Key": _Writer.key,
    "aws:ec2/vpcEndpoint:VpcEndpoint": _Writer.endpoint,
}


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _name(state: Mapping[str, Any]) -> str:
    return str(state["urn"].rpartition("::")[2])
