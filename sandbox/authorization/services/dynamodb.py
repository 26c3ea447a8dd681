"""DynamoDB: batches and transactions need the action of each item; PartiQL statements name their tables.

Reference: DynamoDB developer guide, transaction-apis-iam, ql-iam and api-permissions-reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sandbox.authorization.call import OperationCall, Requirement
from sandbox.authorization.service_rules import ServiceRules

_PARTIQL = {"select": "PartiQLSelect", "insert": "PartiQLInsert", "update": "PartiQLUpdate", "delete": "PartiQLDelete"}
_TABLE = re.compile(r"""\b(?:from|into|update)\s+"?([A-Za-z0-9_.:/-]+)"?(?:\."?([A-Za-z0-9_.-]+)"?)?""", re.IGNORECASE)
_TRANSACTION = {
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


def _table(call: OperationCall, name: object) -> str:
    text = str(name or "*")
    return (
        text if text.startswith("arn:") else f"arn:{call.partition}:dynamodb:{call.region}:{call.account}:table/{text}"
    )


def _batch(call: OperationCall) -> Iterator[Requirement]:
    for table in call.parameters.get("RequestItems") or {}:
        yield Requirement(f"dynamodb:{call.operation}", _table(call, table))


def _transaction(call: OperationCall) -> Iterator[Requirement]:
    for item in call.parameters.get("TransactItems") or ():
        for kind, given in item.items():
            yield Requirement(f"dynamodb:{_TRANSACTION[kind]}", _table(call, given.get("TableName")))


def _statements(call: OperationCall) -> Iterator[Requirement]:
    listed: list[Any] = list(call.parameters.get("Statements") or call.parameters.get("TransactStatements") or ())
    texts = [str(item.get("Statement", "")) for item in listed] or [str(call.parameters.get("Statement", ""))]
    for text in texts:
        action = _PARTIQL.get(text.split(maxsplit=1)[0].lower() if text.strip() else "", "PartiQLSelect")
        named = _TABLE.search(text)
        table = _table(call, named[1] if named else "*")
        yield Requirement(f"dynamodb:{action}", f"{table}/index/{named[2]}" if named and named[2] else table)


def _query(call: OperationCall) -> Iterator[Requirement]:
    table, index = _table(call, call.parameters.get("TableName")), call.parameters.get("IndexName")
    yield Requirement(f"dynamodb:{call.operation}", f"{table}/index/{index}" if index else table)


RULES = ServiceRules(
    special={
        **dict.fromkeys(("BatchGetItem", "BatchWriteItem"), _batch),
        **dict.fromkeys(("TransactGetItems", "TransactWriteItems"), _transaction),
        **dict.fromkeys(("BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"), _statements),
        **dict.fromkeys(("Query", "Scan"), _query),
    },
    types={"RestoreTableToPointInTime": ("table",)},
    identifiers={"RestoreTableToPointInTime.table": ("SourceTableName",)},
)
