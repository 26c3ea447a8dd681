"""Statements of a JSON policy document and texts of their elements, as they are written and not yet compiled.

Reference: IAM user guide, reference_policies_grammar: Statement is one object or a list of objects, most elements are
one text or a list of texts.
"""

from __future__ import annotations

from collections.abc import Mapping

_OBJECT = (dict, Mapping)
"""Nearly all objects are dicts, which this order checks about ten times faster than Mapping alone."""


def statement_values(document: object) -> tuple[object, ...]:
    """Return the values in a document's Statement, whatever they are; none where the document has no Statement.

    Args:
        document: A parsed policy document. Anything but an object has no statements.

    Returns:
        The values in their order; the place in the tuple is the statement's index.

    Example:
        >>> statement_values({"Statement": {"Effect": "Deny"}})
        ({'Effect': 'Deny'},)

    """
    listed = document.get("Statement") if isinstance(document, _OBJECT) else None
    if isinstance(listed, list | tuple):
        return tuple(listed)
    return () if listed is None else (listed,)


def statements(document: object) -> tuple[Mapping[str, object], ...]:
    """Return a document's statements; an empty one in the place of a value that is not an object.

    Args:
        document: A parsed policy document. Anything but an object has no statements.

    Returns:
        The statements in their order; the place in the tuple is the statement's index, as `Statement.index` counts.

    Example:
        >>> statements({"Statement": [{"Sid": "One"}, "two"]})
        ({'Sid': 'One'}, {})

    """
    return tuple(value if isinstance(value, _OBJECT) else {} for value in statement_values(document))


def statement_at(document: object, index: int) -> Mapping[str, object]:
    """Return one statement of a document; an empty one where there is none, or a value that is not an object.

    Args:
        document: A parsed policy document.
        index: Place of the statement, from 0.

    Example:
        >>> statement_at({"Statement": [{"Sid": "One"}]}, 0)
        {'Sid': 'One'}

    """
    listed = document.get("Statement") if isinstance(document, _OBJECT) else None
    if not isinstance(listed, list | tuple):
        listed = (listed,)
    found = listed[index] if index < len(listed) else None
    return found if isinstance(found, _OBJECT) else {}


def statement_paths(document: object) -> tuple[str, ...]:
    """Return the JSON path of each statement within its document: `.Statement` of a single one, else with its index.

    Args:
        document: A parsed policy document.

    Returns:
        The paths in the order of `statements`; `.Statement` where the document has none, for it belongs there.

    Example:
        >>> statement_paths({"Statement": [{}, {}]})
        ('.Statement[0]', '.Statement[1]')

    """
    listed = document.get("Statement") if isinstance(document, _OBJECT) else None
    if isinstance(listed, list | tuple):
        return tuple(f".Statement[{index}]" for index in range(len(listed)))
    return (".Statement",)


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of an element's value, which is one text or a list of texts; other values are left out.

    Args:
        value: The element's value: `statement.get("Action")`, or the values of a condition key.

    Returns:
        The texts in their order; none where the element is absent.

    Example:
        >>> texts("s3:GetObject"), texts(["s3:GetObject", 7]), texts(None)
        (('s3:GetObject',), ('s3:GetObject',), ())

    """
    if isinstance(value, str):
        return (value,)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else ()
