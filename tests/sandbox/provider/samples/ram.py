"""RAM."""

from sandbox.provider.values import Values
from tests.sandbox.provider.contract import Case, World, sample, some_account


def share(world: World, **more: object) -> Values:
    return world.make("aws:ram/resourceShare:ResourceShare", name="hub", allowExternalPrincipals=True, **more)


@sample("aws:ram/resourceShare:ResourceShare")
def a_share(world: World) -> Case:
    permission = "arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway"
    return Case(
        {"name": "hub", "allowExternalPrincipals": False, "tags": {"a": "b"}},
        change={"name": "hub-of-all", "allowExternalPrincipals": True},
        replace={"permissionArns": [permission]},
    )


@sample("aws:ram/principalAssociation:PrincipalAssociation")
def an_account_that_is_invited(world: World) -> Case:
    inputs = {"resourceShareArn": share(world)["arn"], "principal": some_account()}
    return Case(inputs, change=None, replace={"principal": some_account()})


@sample("aws:ram/resourceAssociation:ResourceAssociation")
def a_resource_in_a_share(world: World) -> Case:
    listed, other = (
        world.make("aws:ec2/managedPrefixList:ManagedPrefixList", addressFamily="IPv4", maxEntries=1) for _ in range(2)
    )
    return Case(
        {"resourceShareArn": share(world)["arn"], "resourceArn": listed["arn"]},
        change=None,
        replace={"resourceArn": other["arn"]},
    )


@sample("aws:ram/resourceShareAccepter:ResourceShareAccepter")
def an_invitation_accepted(world: World) -> Case:
    return Case({"shareArn": _offered(world)}, change=None, replace={"shareArn": _offered(world)}, once=True)


def _offered(world: World) -> str:
    """ARN of a share to which another account has invited this one."""
    made = world.api("ram", account=some_account())(
        "CreateResourceShare", name="theirs", allowExternalPrincipals=True, principals=[world.account]
    )
    return str(made["resourceShare"]["resourceShareArn"])


@sample("aws:ram/sharingWithOrganization:SharingWithOrganization")
def sharing_enabled(world: World) -> Case:
    world.api("organizations")("CreateOrganization", FeatureSet="ALL")
    return Case({}, change=None, replace=None)
