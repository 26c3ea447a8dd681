"""The three checks of documents: the statements that grant what must not be granted.

Reference: Access Analyzer API reference, CheckNoNewAccess, CheckAccessNotGranted, CheckNoPublicAccess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sandbox.access.document_checks.documents import CheckedDocument
from sandbox.access.document_checks.principal_classes import principal_classes, public_principals, unnamed_account
from sandbox.access.document_checks.request_search import Against, RequestSearch
from sandbox.access.document_checks.zone_of_trust import PublicValues
from sandbox.access.search_tree import SearchLimit
from sandbox.iam.glob import Pattern
from sandbox.iam.statement import Statement


def no_new_access(existing: CheckedDocument, new: CheckedDocument) -> tuple[Statement, ...]:
    """Return the statements of a new document that grant a request that the existing one does not grant.

    A statement for which that is not decided is among them.
    """
    search = RequestSearch((*existing.statements, *new.statements), principal_classes((existing, new)))
    against = Against(new.denies, existing.allows, existing.denies)
    known = dict(zip(existing.texts, existing.statements, strict=True))
    kept = all(text in new.texts for text, statement in known.items() if statement.deny)
    changed = [
        statement
        for text, statement in zip(new.texts, new.statements, strict=True)
        if not statement.deny and not (kept and text in known)
    ]
    return granting(search, changed, against)


def access_not_granted(
    document: CheckedDocument, actions: Sequence[Pattern], resources: Sequence[Pattern]
) -> tuple[Statement, ...]:
    """Return the statements that grant one of the actions on one of the resources; none given are any."""
    search = RequestSearch(document.statements, principal_classes((document,)), actions=actions, resources=resources)
    return granting(search, document.allows, Against(document.denies))


def no_public_access(document: CheckedDocument) -> tuple[Statement, ...]:
    """Return the statements that grant a request to the public."""
    values = PublicValues.of(document.statements)
    principals = public_principals(unnamed_account((document,)))
    search = RequestSearch(document.statements, principals, accepts=values.is_public)
    return granting(search, document.allows, Against(document.denies))


def granting(search: RequestSearch, statements: Iterable[Statement], against: Against) -> tuple[Statement, ...]:
    """Return the statements that grant a request of a search, and those for which that is not decided."""
    return tuple(statement for statement in statements if _may_grant(search, statement, against))


def _may_grant(search: RequestSearch, statement: Statement, against: Against) -> bool:
    try:
        return search.grants(statement, against)
    except SearchLimit:
        return True
