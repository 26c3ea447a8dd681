"""IAM's policy documents as inputs: what IAM would refuse to save is a problem of the preview."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, override

from sandbox.iam import Kind
from sandbox.iam.document_check import check_document
from sandbox.provider.scalars import Document, Problem
from sandbox.provider.values import has_unknown


@dataclass(frozen=True)
class PolicyDocument(Document):
    """A policy that IAM keeps, as JSON."""

    kind: Kind = Kind.IDENTITY

    @override
    def problems(self, value: Any, path: str) -> Iterator[Problem]:
        if has_unknown(value):
            return
        refusal = check_document(self.encode(value), self.kind)
        if refusal is not None:
            yield path, f"is not a policy that IAM takes: {refusal.reason}"
