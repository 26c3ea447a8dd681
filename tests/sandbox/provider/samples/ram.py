"""RAM."""

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, SampleEnv, sample, some_account


def share(env: SampleEnv, **more: object) -> Values:
    return env.make("aws:ram/resourceShare:ResourceShare", name="hub", allowExternalPrincipals=True, **more)


@sample("aws:ram/resourceShare:ResourceShare")
def a_share(env: SampleEnv) -> Case:
    permission = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway"
    return Case(
        {"name": "hub", "allowExternalPrincipals": False, "tags": {"a": "b"}},
        change={"name": "hub-of-all", "allowExternalPrincipals": True},
        replace={"permissionArns": [permission]},
    )


@sample("aws:ram/principalAssociation:PrincipalAssociation")
def an_account_that_is_invited(env: SampleEnv) -> Case:
    inputs = {"resourceShareArn": share(env)["arn"], "principal": some_account()}
    return Case(inputs, change=None, replace={"principal": some_account()})


@sample("aws:ram/resourceAssociation:ResourceAssociation")
def a_resource_in_a_share(env: SampleEnv) -> Case:
    listed, other = (
        env.make("aws:ec2/managedPrefixList:ManagedPrefixList", addressFamily="IPv4", maxEntries=1) for _ in range(2)
    )
    return Case(
        {"resourceShareArn": share(env)["arn"], "resourceArn": listed["arn"]},
        change=None,
        replace={"resourceArn": other["arn"]},
    )


@sample("aws:ram/resourceShareAccepter:ResourceShareAccepter")
def an_invitation_accepted(env: SampleEnv) -> Case:
    return Case({"shareArn": _offered(env)}, change=None, replace={"shareArn": _offered(env)}, not_repeatable=True)


def _offered(env: SampleEnv) -> str:
    """Return the ARN of a share to which another account has invited this one."""
    made = env.api("ram", account=some_account())(
        "CreateResourceShare", name="theirs", allowExternalPrincipals=True, principals=[env.account]
    )
    return str(made["resourceShare"]["resourceShareArn"])


@sample("aws:ram/sharingWithOrganization:SharingWithOrganization")
def sharing_enabled(env: SampleEnv) -> Case:
    env.api("organizations")("CreateOrganization", FeatureSet="ALL")
    return Case({}, change=None, replace=None)
