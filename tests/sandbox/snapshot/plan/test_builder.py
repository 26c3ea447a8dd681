from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.iam.decision import Decision
from sandbox.iam.evaluator import Evaluator
from sandbox.iam.snapshot import UnattachedPolicy
from sandbox.origin import Origin
from sandbox.snapshot import FactUnknown, SourceMissing, SourceUnreadable, plan
from tests.repository import CLONE
from tests.sandbox.snapshot.plan.plans import MANAGEMENT, MEMBER, Read, document, plan_resource

ORGANIZATION = plan_resource(
    "aws:organizations/organization:Organization",
    "organization",
    enabledPolicyTypes=["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"],
    featureSet="ALL",
)
TRUST = document({"Effect": "Allow", "Principal": {"AWS": MEMBER}, "Action": "sts:AssumeRole"})
ROLE = plan_resource("aws:iam/role:Role", "reader", MEMBER, name="reader", path="/", assumeRolePolicy=TRUST)
ARN = f"arn:aws:iam::{MEMBER}:role/reader"


def test_a_role_has_its_attached_policies_and_the_account_of_its_provider(read: Read) -> None:
    snapshot = read(
        ROLE,
        plan_resource("aws:iam/rolePolicy:RolePolicy", "own", MEMBER, role="reader", name="own", policy=document()),
        plan_resource(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "attached",
            MEMBER,
            role="reader",
            policyArn="arn:aws:iam::aws:policy/ReadOnlyAccess",
        ),
    )
    assert snapshot.callers[ARN].account == MEMBER
    assert sorted(policy.name for policy in snapshot.callers[ARN].identity) == ["ReadOnlyAccess", "own"]


def test_the_order_of_resources_in_the_plan_does_not_matter(read: Read) -> None:
    writer = plan_resource("aws:iam/role:Role", "writer", MEMBER, name="writer", path="/", assumeRolePolicy=TRUST)
    policies = [
        plan_resource("aws:iam/rolePolicy:RolePolicy", name, MEMBER, role="reader", name=name, policy=document())
        for name in ("one", "two")
    ]
    forwards, backwards = read(ROLE, writer, *policies), read(*reversed(policies), writer, ROLE)
    assert list(forwards.callers) == list(backwards.callers)
    assert forwards.callers[ARN].identity == backwards.callers[ARN].identity


def test_an_unknown_aws_managed_policy_is_named_and_not_evaluable(read: Read) -> None:
    unknown = "arn:aws:iam::aws:policy/NoSuchPolicy"
    attachment = plan_resource(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", MEMBER, role="reader", policyArn=unknown
    )
    snapshot = read(ROLE, attachment)
    assert any(unknown in note for note in snapshot.notes)
    assert Evaluator(snapshot).decide(ARN, "s3:ListAllMyBuckets").decision is Decision.NOT_EVALUABLE


def test_resources_that_affect_access_and_are_not_read_are_named(read: Read) -> None:
    grant = plan_resource("aws:kms/grant:Grant", "grant", MEMBER)
    elsewhere = plan_resource(
        "aws:ecr/repositoryPolicy:RepositoryPolicy", "images", MEMBER, policy=document({"Effect": "Allow"})
    )
    notes = read(grant, elsewhere).notes
    assert any("grant (aws:kms/grant:Grant)" in note for note in notes)
    assert any("images" in note and "policy" in note for note in notes)


def test_a_statement_has_the_line_of_its_sid_and_a_role_the_line_that_creates_it(read: Read) -> None:
    program = 'STATEMENT = {\n    "Sid": "OwnBuckets",\n    "Effect": "Allow",\n}\n'
    text = document({"Sid": "OwnBuckets", "Effect": "Allow", "Action": "s3:*", "Resource": "*"})
    policy = plan_resource("aws:iam/rolePolicy:RolePolicy", "own", MEMBER, role="reader", name="own", policy=text)
    caller = read(ROLE, policy, program=program).callers[ARN]
    assert str(caller.identity[0].where(0)) == "accounts/policies.py:2"
    assert str(caller.origin) == "accounts/layers.py:7"


def test_a_member_account_has_the_role_that_aws_creates(read: Read) -> None:
    snapshot = read(
        ORGANIZATION,
        plan_resource(
            "aws:organizations/account:Account", "mobile", name="mobile", email="m@x.example", parentId="r-root"
        ),
    )
    account = next(found for found in snapshot.accounts.values() if found.name == "mobile")
    assert snapshot.callers[f"arn:aws:iam::{account.id}:role/OrganizationAccountAccessRole"].identity
    assert snapshot.accounts[MANAGEMENT].management


def test_a_guardrail_applies_where_it_is_attached(read: Read) -> None:
    first = read(ORGANIZATION)
    root = next(node.id for node in first.nodes.values() if node.parent is None)
    rail = plan_resource(
        "aws:organizations/policy:Policy",
        "rail",
        name="rail",
        type="SERVICE_CONTROL_POLICY",
        content=document({"Effect": "Deny", "Action": "s3:*", "Resource": "*"}),
    )
    rail["id"], rail["outputs"] = "p-rail", rail["inputs"]
    attachment = plan_resource(
        "aws:organizations/policyAttachment:PolicyAttachment", "a", policyId="p-rail", targetId=root
    )
    snapshot = read(ORGANIZATION, rail, attachment)
    assert [policy.name for policy in snapshot.nodes[root].scps] == ["FullAWSAccess", "rail"]


def test_a_bucket_has_the_policy_of_its_bucket_policy_resource(read: Read) -> None:
    snapshot = read(
        plan_resource("aws:s3/bucket:Bucket", "trail", MEMBER, bucket="trail-1"),
        plan_resource("aws:s3/bucketPolicy:BucketPolicy", "trail", MEMBER, bucket="trail-1", policy=document()),
        plan_resource(
            "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "shut", MEMBER, restrictPublicBuckets=True
        ),
    )
    bucket = snapshot.resources["arn:aws:s3:::trail-1"]
    assert bucket.policy is not None
    assert bucket.settings == {"restrict_public_buckets": True}


def test_a_policy_of_a_resource_that_is_not_in_the_plan_is_named_and_applies_to_no_other(read: Read) -> None:
    bare = plan_resource("aws:s3/bucket:Bucket", "pictures", MEMBER, bucket="gilt-pictures")
    elsewhere = plan_resource("aws:s3/bucketPolicy:BucketPolicy", "logs", MEMBER, policy=document(DENY))
    snapshot = read(bare, elsewhere)
    assert snapshot.resources["arn:aws:s3:::gilt-pictures"].policy is None
    named = "logs (aws:s3/bucketPolicy:BucketPolicy): its policy is of a resource that is not in the plan"
    assert named in snapshot.notes


DENY = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
FUNCTION = plan_resource("aws:lambda/function:Function", "pay", MEMBER, name="pay", role=ARN)


def test_a_function_has_the_statements_of_its_permissions_with_their_lines(read: Read) -> None:
    given = {"statementId": "orders", "action": "lambda:InvokeFunction", "principal": "sns.amazonaws.com"}
    topic = f"arn:aws:sns:us-east-1:{MEMBER}:orders"
    snapshot = read(
        FUNCTION,
        plan_resource("aws:lambda/permission:Permission", "orders", MEMBER, function="pay", sourceArn=topic, **given),
        plan_resource("aws:lambda/permission:Permission", "other", MEMBER, function="other", **given),
        plan_resource("aws:lambda/permission:Permission", "live", MEMBER, function="pay", qualifier="live", **given),
    )
    function = f"arn:aws:lambda:us-east-1:{MEMBER}:function:pay"
    policy = snapshot.resources[function].policy
    assert policy is not None
    assert isinstance(policy.document, dict)
    (statement,) = policy.document["Statement"]
    assert (statement["Sid"], statement["Principal"]) == ("orders", {"Service": "sns.amazonaws.com"})
    assert policy.where(0) == Origin("accounts/layers.py", 7)
    evaluator = Evaluator(snapshot)
    for source, allowed in ((topic, True), (f"{topic}-2", False)):
        verdict = evaluator.decide("sns.amazonaws.com", "lambda:InvokeFunction", function, {"aws:SourceArn": source})
        assert verdict.allowed is allowed
    assert not [note for note in snapshot.notes if "orders" in note]


def test_a_permission_for_an_alias_or_of_an_unknown_function_is_named(read: Read) -> None:
    given = {"statementId": "orders", "action": "lambda:InvokeFunction", "principal": "sns.amazonaws.com"}
    snapshot = read(
        FUNCTION,
        plan_resource("aws:lambda/permission:Permission", "other", MEMBER, function="other", **given),
        plan_resource("aws:lambda/permission:Permission", "live", MEMBER, function="pay", qualifier="live", **given),
    )
    for name in ("other", "live"):
        note = f"{name} (aws:lambda/permission:Permission): its policy is of a resource that is not in the plan"
        assert note in snapshot.notes


def test_a_domain_has_its_access_policies(read: Read) -> None:
    allowing = document({"Effect": "Allow", "Principal": {"AWS": MEMBER}, "Action": "es:ESHttpGet", "Resource": "*"})
    domain = plan_resource("aws:opensearch/domain:Domain", "search", MEMBER, accessPolicies=allowing, name="search")
    policy = read(domain).resources[f"arn:aws:es:us-east-1:{MEMBER}:domain/search"].policy
    assert policy is not None
    assert policy.document == json.loads(allowing)


def test_a_key_without_a_policy_has_the_default_policy_of_aws(read: Read) -> None:
    (key,) = read(plan_resource("aws:kms/key:Key", "key", MEMBER)).resources.values()
    assert key.policy is not None
    assert MEMBER in str(key.policy.document)


def test_a_plan_without_unchanged_resources_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="--show-sames"):
        plan.read({"steps": [], "changeSummary": {"same": 9}}, tmp_path)


def test_a_missing_or_invalid_plan_file_names_the_command_to_run(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="sandbox preview --json"):
        plan.read(tmp_path / "plan.json", tmp_path)
    (tmp_path / "plan.json").write_text("[]")
    with pytest.raises(SourceUnreadable, match="pulumi stack export"):
        plan.read(tmp_path / "plan.json", tmp_path)


def test_a_plan_without_the_management_account_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactUnknown, match="management account"):
        plan.read({"steps": []}, tmp_path)


def test_the_state_of_a_stack_is_read_like_a_plan(tmp_path: Path) -> None:
    organization = ORGANIZATION | {"id": "o-1", "outputs": {"masterAccountId": MANAGEMENT, "roots": [{"id": "r-1"}]}}
    snapshot = plan.read({"deployment": {"resources": [organization]}}, tmp_path)
    assert (snapshot.organization, list(snapshot.nodes)) == ("o-1", ["r-1", MANAGEMENT])


ESTATE = (CLONE / "tests" / "estates" / "small.yaml").read_text()
RAILS = """
Guardrail(name="first", kind="SERVICE_CONTROL_POLICY", why="It limits callers.")
Guardrail(name="second", kind="RESOURCE_CONTROL_POLICY", why="It limits resources.")
Backup(name="third", kind="BACKUP_POLICY", why="It decides nothing.")
"""


def _line(text: str) -> int:
    return next(n for n, line in enumerate(ESTATE.splitlines(), 1) if line.strip().startswith(text))


def test_nodes_have_the_line_of_their_list_in_the_estate_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text(ESTATE)
    unit = "aws:organizations/organizationalUnit:OrganizationalUnit"
    units = [plan_resource(unit, name, name=name, parentId="r-root") for name in ("departments", "new")]
    nodes = {node.name: node.origin for node in read(ORGANIZATION, *units).nodes.values()}
    assert nodes["Root"] == Origin("estate.yaml", _line("root:"))
    assert nodes["departments"] == Origin("estate.yaml", _line("departments: [protect"))
    assert nodes["new"] == Origin("accounts/layers.py", 7), "it is not in the estate file"


def test_a_guardrail_that_is_attached_nowhere_is_spare(read: Read, tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text(ESTATE)
    origin = Origin("estate.yaml", _line("guardrails:"))
    assert read(ORGANIZATION, program=RAILS).unattached == {
        "first": UnattachedPolicy("first", origin=origin),
        "second": UnattachedPolicy("second", limits_resources=True, origin=origin),
    }
    first = plan_resource(
        "aws:organizations/policy:Policy",
        "first",
        name="first",
        type="SERVICE_CONTROL_POLICY",
        content=document({"Effect": "Deny", "Action": "s3:*", "Resource": "*"}),
    )
    first["id"], first["outputs"] = "p-1", first["inputs"]
    assert "first" in read(ORGANIZATION, first, program=RAILS).unattached
    root = next(node.id for node in read(ORGANIZATION).nodes.values() if node.parent is None)
    attachment = plan_resource(
        "aws:organizations/policyAttachment:PolicyAttachment", "a", policyId="p-1", targetId=root
    )
    assert list(read(ORGANIZATION, first, attachment, program=RAILS).unattached) == ["second"]


def test_merged_states_of_several_stacks_have_the_lines_of_their_estate_file(tmp_path: Path) -> None:
    (tmp_path / "estate.yaml").write_text("no estate")
    other = tmp_path / "other.yaml"
    other.write_text(f"# another\n{ESTATE}")
    unit = plan_resource("aws:organizations/organizationalUnit:OrganizationalUnit", "departments", name="departments")
    unit["outputs"] = {"name": "departments", "parentId": "r-1"}
    organization = ORGANIZATION | {"id": "o-1", "outputs": {"masterAccountId": MANAGEMENT, "roots": [{"id": "r-1"}]}}
    files = [tmp_path / f"{place}.json" for place in range(2)]
    for file, resource in zip(files, (organization, unit), strict=True):
        file.write_text(json.dumps({"deployment": {"resources": [resource]}}))
    snapshot = plan.read(plan.merged(files, other), tmp_path)
    found = {node.name: node.origin for node in snapshot.nodes.values()}
    assert (
        found.items()
        >= {
            "Root": Origin("other.yaml", _line("root:") + 1),
            "departments": Origin("other.yaml", _line("departments: [protect") + 1),
        }.items()
    )
