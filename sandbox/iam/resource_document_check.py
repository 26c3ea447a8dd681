"""What services refuse to save as the policy of a resource: the text in, the services' common message and reason out.

The grammar is that of evaluation; S3, KMS, Secrets Manager and others share the messages.
Reference: IAM user guide, reference_policies_grammar; the errors of each service's API reference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from sandbox.iam.document import Kind, compile_document
from sandbox.iam.document_check import DocumentRefusal
from sandbox.iam.grammar import breaches_of_document
from sandbox.iam.policy_json import statement_values

_REQUIRED = (("Effect",), ("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_VERSIONS = ("2008-10-17", "2012-10-17")
_SYNTAX = "Invalid policy syntax."
_NOT_JSON = "This policy contains invalid Json"


def check_resource_policy(text: str) -> DocumentRefusal | None:
    """Return why services refuse to save a document as a resource's policy; None where they save it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return DocumentRefusal(_NOT_JSON, f"the document is not JSON: {error}")
    if not isinstance(document, Mapping):
        return DocumentRefusal(_NOT_JSON, "a policy document is an object")
    known = next(_with_messages(document), None)
    if known is not None:
        return known
    reasons = [problem for found in compile_document(document, Kind.RESOURCE, 0) for problem in found.problems]
    reasons += breaches_of_document(document, Kind.RESOURCE)
    return DocumentRefusal(_SYNTAX, reasons[0]) if reasons else None


def _with_messages(document: Mapping[str, object]) -> Iterator[DocumentRefusal]:
    """Yield the problems that have a message of their own."""
    if document.get("Version", _VERSIONS[0]) not in _VERSIONS:
        message = "The policy must contain a valid version string"
        yield DocumentRefusal(message, f"Version {document.get('Version')!r} is not one of {', '.join(_VERSIONS)}")
    if "Statement" not in document:
        yield DocumentRefusal("Missing required field Statement", "the document has no Statement")
    elif document["Statement"] == []:
        yield DocumentRefusal("Could not parse the policy: Statement is empty!", "Statement has no statement")
    for raw in statement_values(document):
        if not isinstance(raw, Mapping):
            yield DocumentRefusal(_SYNTAX, "a statement is an object")
            continue
        for elements in _REQUIRED:
            if all(element not in raw for element in elements):
                message = f"Missing required field {elements[0]}"
                yield DocumentRefusal(message, f"a statement has no {' or '.join(elements)}")
