"""Names, paths, documents and tags of IAM's entities, through the engine."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.gateway.authorization.people import Client, allow, policy, refused

pytestmark = pytest.mark.engine

TRUST = policy({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})
OWN = policy(allow("sqs:*"))
PATH = "It must begin and end with / and contain only alphanumeric characters and/or / characters."
NAME = "It must contain only alphanumeric characters and/or the following: +=,.@_-"


@pytest.fixture
def iam(client: Client, account: str) -> Any:
    return client("iam", account=account)


def create(iam: Any, kind: str, name: str, **more: Any) -> Any:
    """Create an entity of a kind: role, user, group, policy or instance_profile."""
    documents = {"role": {"AssumeRolePolicyDocument": TRUST}, "policy": {"PolicyDocument": OWN}}.get(kind, {})
    member = "".join(part.title() for part in kind.split("_"))
    return getattr(iam, f"create_{kind}")(**{f"{member}Name": name, **documents, **more})


KINDS = ("role", "user", "group", "policy", "instance_profile")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["team", "/team", "team/", "/te am/"])
def test_a_path_begins_and_ends_with_a_slash(iam: Any, kind: str, path: str) -> None:
    expected = ("ValidationError", f"The specified value for path is invalid. {PATH}")
    assert refused(create, iam=iam, kind=kind, name="one", Path=path) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_paths_are_kept(iam: Any, kind: str) -> None:
    made = create(iam, kind, "one", Path="/team/mobile/")
    assert [one["Path"] for one in made.values() if isinstance(one, dict) and "Path" in one] == ["/team/mobile/"]


@pytest.mark.parametrize("kind", KINDS)
def test_names_that_differ_in_case_alone_are_one_name(iam: Any, kind: str) -> None:
    create(iam, kind, "Twin")
    assert refused(create, iam=iam, kind=kind, name="TWIN")[0] == "EntityAlreadyExists"
    assert refused(create, iam=iam, kind=kind, name="twin", Path="/other/")[0] == "EntityAlreadyExists"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["two words", "a/b", "röle", "a:b"])
def test_a_name_has_word_characters_and_six_signs(iam: Any, kind: str, name: str) -> None:
    code, message = refused(create, iam=iam, kind=kind, name=name)
    assert code == "ValidationError"
    assert message.endswith(f"Name is invalid. {NAME}")


@pytest.mark.parametrize(("kind", "longest"), [("role", 64), ("user", 64), ("group", 128), ("policy", 128)])
def test_a_name_has_a_longest_length(iam: Any, kind: str, longest: int) -> None:
    code, message = refused(create, iam=iam, kind=kind, name="n" * (longest + 1))
    assert code == "ValidationError"
    assert message.endswith(f"Member must have length less than or equal to {longest}")
    create(iam, kind, "n" * longest)


def test_a_renamed_user_or_group_keeps_names_unique(iam: Any) -> None:
    for name in ("ann", "bob"):
        iam.create_user(UserName=name)
        iam.create_group(GroupName=name)
    assert refused(iam.update_user, UserName="ann", NewUserName="BOB")[0] == "EntityAlreadyExists"
    assert refused(iam.update_group, GroupName="ann", NewGroupName="BOB")[0] == "EntityAlreadyExists"
    assert refused(iam.update_user, UserName="ann", NewPath="team")[0] == "ValidationError"
    iam.update_user(UserName="ann", NewUserName="ANN")
    assert iam.get_user(UserName="ANN")["User"]["UserName"] == "ANN"


def test_the_session_duration_of_a_role_has_an_upper_bound(iam: Any) -> None:
    code = refused(create, iam=iam, kind="role", name="job", MaxSessionDuration=43_201)[0]
    create(iam, "role", "job", MaxSessionDuration=43_200)
    again = refused(iam.update_role, RoleName="job", MaxSessionDuration=43_201)[0]
    assert (code, again) == ("ValidationError", "ValidationError")
    assert iam.get_role(RoleName="job")["Role"]["MaxSessionDuration"] == 43_200


def test_a_path_prefix_begins_with_a_slash(iam: Any) -> None:
    for call in (iam.list_roles, iam.list_users, iam.list_groups, iam.list_instance_profiles, iam.list_policies):
        assert refused(call, PathPrefix="team")[0] == "ValidationError"
    create(iam, "role", "inside", Path="/team/")
    create(iam, "role", "outside")
    assert [one["RoleName"] for one in iam.list_roles(PathPrefix="/team")["Roles"]] == ["inside"]


@pytest.mark.parametrize(
    "statement",
    [
        {"Effect": "Allow", "Action": "sts:AssumeRole"},
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"},
        {"Effect": "Allow", "Principal": {}, "Action": "sts:AssumeRole"},
        {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Resource": "*"},
    ],
)
def test_a_trust_policy_names_principals_and_no_resource(iam: Any, statement: dict[str, Any]) -> None:
    code = refused(create, iam=iam, kind="role", name="job", AssumeRolePolicyDocument=policy(statement))[0]
    create(iam, "role", "job")
    again = refused(iam.update_assume_role_policy, RoleName="job", PolicyDocument=policy(statement))[0]
    assert (code, again) == ("MalformedPolicyDocument", "MalformedPolicyDocument")


def test_a_policy_document_has_printable_characters(iam: Any) -> None:
    expected = "The specified value for policyDocument is invalid. It must contain only printable ASCII characters."
    assert refused(create, iam=iam, kind="policy", name="one", PolicyDocument=OWN + "Ā") == (
        "ValidationError",
        expected,
    )


def test_a_tag_key_is_checked(iam: Any) -> None:
    assert refused(create, iam=iam, kind="user", name="ann", Tags=[{"Key": "a" * 129, "Value": ""}])[0] == (
        "ValidationError"
    )
    create(iam, "user", "ann", Tags=[{"Key": "kürzel", "Value": "é"}])
