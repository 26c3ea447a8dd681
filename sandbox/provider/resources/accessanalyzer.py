"""IAM Access Analyzer: analyzers and archive rules."""

from typing import Any, ClassVar, override

from sandbox.provider.api import Api
from sandbox.provider.block import Block
from sandbox.provider.properties import Input, Output
from sandbox.provider.resource_type import ResourceType, updates
from sandbox.provider.value_types import ListOf, MapOf, Number, SetOf, Text, WrittenFlag
from sandbox.provider.values import Values

GONE = ("ResourceNotFoundException",)
TYPES = ("ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS")
EXCLUSION = Block(
    {
        "accountIds": Input(ListOf(), "accountIds"),
        "resourceTags": Input(ListOf(MapOf()), "resourceTags"),
    }
)
UNUSED = Block(
    {
        "unusedAccessAge": Input(Number(1, 365), "unusedAccessAge", computed=True),
        "analysisRule": Input(Block({"exclusions": Input(ListOf(EXCLUSION), "exclusions")}), "analysisRule"),
    }
)


class ExistsFlag(WrittenFlag):
    """A string in the provider, a boolean in Access Analyzer."""

    @override
    def encode(self, value: Any) -> Any:
        return str(value).lower() == "true"

    @override
    def decode(self, value: Any) -> Any:
        return None if value is None else str(value).lower()

    @override
    def problems(self, value: Any, path: str) -> Any:
        return Text(choices=("true", "false")).problems(value, path)


CRITERION = Block(
    {
        "criteria": Input(Text(), required=True),
        "contains": Input(ListOf(), "contains"),
        "eqs": Input(ListOf(), "eq"),
        "exists": Input(ExistsFlag(), "exists"),
        "neqs": Input(ListOf(), "neq"),
    }
)


class Analyzer(ResourceType):
    """An analyzer of an account or of the organization."""

    token = "aws:accessanalyzer/analyzer:Analyzer"
    service = "accessanalyzer"
    identity = "{analyzerName}"
    tagged = True
    gone = GONE
    # Names are the program's, and an account has one analyzer of a type.
    delete_first = True
    properties: ClassVar = {
        "analyzerName": Input(Text(), "name", required=True, replaces=True),
        "type": Input(Text(choices=TYPES), "type", default="ACCOUNT", replaces=True),
        "configuration": Input(
            Block({"unusedAccess": Input(UNUSED, "unusedAccess")}), "configuration", computed=True, plan=None
        ),
        "arn": Output(member="arn", plan="arn:{partition}:access-analyzer:{region}:{account}:analyzer/{analyzerName}"),
    }

    def create(self, api: Api, inputs: Values) -> str:
        given = self.request(inputs, "type", "configuration")
        api("CreateAnalyzer", analyzerName=inputs["analyzerName"], **given, tags=inputs["tagsAll"] or None)
        return str(inputs["analyzerName"])

    def read(self, api: Api, identity: str) -> Values | None:
        found = api.find("GetAnalyzer", analyzerName=identity)
        if found is None:
            return None
        return {**self.state(found["analyzer"]), "tagsAll": found["analyzer"].get("tags") or {}}

    @updates("configuration")
    def configure(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        api("UpdateAnalyzer", analyzerName=identity, **self.request(inputs, "configuration"))

    def retag(self, api: Api, identity: str, state: Values, put: dict[str, str], drop: list[str]) -> None:
        if put:
            api("TagResource", resourceArn=state["arn"], tags=put)
        if drop:
            api("UntagResource", resourceArn=state["arn"], tagKeys=drop)

    def delete(self, api: Api, identity: str, state: Values) -> None:
        api("DeleteAnalyzer", analyzerName=identity)


class ArchiveRule(ResourceType):
    """A rule that archives new findings of an analyzer."""

    token = "aws:accessanalyzer/archiveRule:ArchiveRule"
    service = "accessanalyzer"
    identity = "{analyzerName}/{ruleName}"
    gone = GONE
    delete_first = True
    properties: ClassVar = {
        "analyzerName": Input(Text(), required=True, replaces=True),
        "ruleName": Input(Text(), required=True, replaces=True),
        "filters": Input(SetOf(CRITERION), required=True),
    }

    def create(self, api: Api, inputs: Values) -> str:
        analyzer, rule = inputs["analyzerName"], inputs["ruleName"]
        api("CreateArchiveRule", analyzerName=analyzer, ruleName=rule, filter=_filter(inputs["filters"]))
        return f"{analyzer}/{rule}"

    def read(self, api: Api, identity: str) -> Values | None:
        analyzer, _, rule = identity.partition("/")
        found = api.find("GetArchiveRule", analyzerName=analyzer, ruleName=rule)
        if found is None:
            return None
        listed = found["archiveRule"]["filter"].items()
        filters = [{"criteria": key, **CRITERION.decode(criterion)} for key, criterion in sorted(listed)]
        return {"analyzerName": analyzer, "ruleName": rule, "filters": filters}

    @updates("filters")
    def change(self, api: Api, identity: str, inputs: Values, old: Values) -> None:
        analyzer, _, rule = identity.partition("/")
        api("UpdateArchiveRule", analyzerName=analyzer, ruleName=rule, filter=_filter(inputs["filters"]))

    def delete(self, api: Api, identity: str, state: Values) -> None:
        analyzer, _, rule = identity.partition("/")
        api("DeleteArchiveRule", analyzerName=analyzer, ruleName=rule)


def _filter(filters: list[Values]) -> dict[str, Any]:
    return {one["criteria"]: CRITERION.encode(one) for one in filters}
