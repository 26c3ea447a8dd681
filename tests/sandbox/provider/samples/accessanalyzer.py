"""IAM Access Analyzer."""

from tests.sandbox.provider.contract import Case, SampleEnv, sample


@sample("aws:accessanalyzer/analyzer:Analyzer")
def analyzer(env: SampleEnv) -> Case:
    return Case(
        {
            "analyzerName": "unused",
            "type": "ACCOUNT_UNUSED_ACCESS",
            "configuration": {"unusedAccess": {"unusedAccessAge": 30}},
            "tags": {"a": "b"},
        },
        change={
            "configuration": {
                "unusedAccess": {
                    "unusedAccessAge": 60,
                    "analysisRule": {"exclusions": [{"resourceTags": [{"team": "ops"}]}]},
                }
            }
        },
        replace={"analyzerName": "other", "type": "ACCOUNT"},
        along={"configuration": None},
    )


@sample("aws:accessanalyzer/archiveRule:ArchiveRule")
def archive_rule(env: SampleEnv) -> Case:
    made = env.make("aws:accessanalyzer/analyzer:Analyzer", analyzerName="external")
    return Case(
        {
            "analyzerName": made["analyzerName"],
            "ruleName": "partner",
            "filters": [{"criteria": "error", "exists": "false"}, {"criteria": "isPublic", "eqs": ["false"]}],
        },
        change={"filters": [{"criteria": "resourceType", "eqs": ["AWS::SQS::Queue"]}]},
        replace={"ruleName": "other"},
    )
