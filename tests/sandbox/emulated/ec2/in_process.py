"""EC2's native operations in the test's own process: moto's records without LocalStack."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

import botocore.session
import pytest
from botocore import xform_name
from moto.ec2.models import amis, ec2_backends

import sandbox.emulated.ec2
from sandbox.emulated.ec2.call import Ec2Call
from sandbox.emulated.ec2.request_check import check_request
from sandbox.emulated.errors import AwsError
from sandbox.emulated.hybrid_network.model import HybridNetwork, PrefixList, Vpc
from sandbox.emulated.operation import MARK
from sandbox.emulated.shape_check import violations

MODEL = botocore.session.get_session().get_service_model("ec2")
BEYOND_MODEL = frozenset({"AttachmentStatus", "IpAddress", "NetworkInterfaceStatus", "NetworkInterfaceType", "State"})
"""Shapes that differ from the API's pages: `available` of an internet gateway, `pending` and `nat_gateway` of an
interface, the states of VPC endpoints in lower case (DescribeVpcEndpoints), and addresses with their prefix length in
the headers of an analysis ("Getting started with Reachability Analyzer using the AWS CLI")."""
amis.settings.ec2_load_default_amis = lambda: False  # 1,300 images for each account, which no test here needs
_accounts = count(500_000_000_000)


class Resources:
    """The resources of other services: none, but for what a test shares."""

    def __init__(self) -> None:
        self.shares: set[tuple[str, str]] = set()
        """ARN and account of each shared resource."""
        self.gateways: dict[str, Any] = {}
        """Virtual private gateways, by id."""

    def shared_with(self, arn: str, account: str) -> bool:
        """Return whether a test shared the resource with the account."""
        return (arn, account) in self.shares

    def virtual_gateways(self) -> dict[str, Any]:
        """Return the virtual private gateways that a test made."""
        return self.gateways

    def vpc(self, account: str, region: str, vpc: str) -> Vpc | None:
        """Return the VPC, if it is this account's and in this region."""
        found = ec2_backends[account][region].vpcs.get(vpc)
        if found is None:
            return None
        blocks = found.get_cidr_block_association_set()
        return Vpc(cidrs=tuple(str(it["cidr_block"]) for it in blocks), zone_of_subnet={})

    def prefix_list(self, account: str, region: str, prefix_list: str) -> PrefixList | None:
        """Return the managed prefix list, if it is this account's or shared with it."""
        for owner in list(ec2_backends):
            found = ec2_backends[owner][region].managed_prefix_lists.get(prefix_list)
            if found is not None and (account == owner or (found.prefix_list_arn, account) in self.shares):
                return PrefixList(owner=owner, cidrs=())
        return None


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.moment = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def pass_(self, **duration: float) -> None:
        """Let time pass, as of `timedelta`."""
        self.moment += timedelta(**duration)


class Ec2:
    """EC2 of one account and Region: a method for each native operation that needs no LocalStack, as boto3 has it."""

    def __init__(self, like: Ec2 | None = None, account: str | None = None, region: str = "us-west-2") -> None:
        """Make a client; `like` shares its clock and network with another one."""
        self.account = account or str(next(_accounts))
        self.region = region
        self.clock: Clock = like.clock if like else Clock()
        self.network: HybridNetwork = like.network if like else HybridNetwork()
        self.resources: Resources = like.resources if like else Resources()

    def other(self, account: str | None = None, region: str | None = None) -> Ec2:
        """Return a client of another account or Region."""
        return Ec2(self, account, region or self.region)

    def __getattr__(self, method: str) -> Callable[..., dict[str, Any]]:
        name = next((each for each in operations() if xform_name(each) == method), None)
        if name is None:
            raise AttributeError(method)
        return lambda **request: self.call(name, request)

    def call(self, name: str, request: dict[str, Any]) -> dict[str, Any]:
        """Call an operation by AWS's name; check the shape of its response."""
        model = MODEL.operation_model(name)
        call = Ec2Call(
            account=self.account,
            region=self.region,
            service="ec2",
            operation=name,
            request=request,
            open_state=self._open,
            resources=self.resources,  # type: ignore[arg-type]  # these operations use no more of it
            clock=self.clock,
        )
        with call:
            check_request(call, model)
            response = operations()[name](call)
        if model.output_shape is not None:
            _check_response(model.output_shape, response, name)
        return response

    @contextmanager
    def _open(self, _call: Any) -> Iterator[HybridNetwork]:
        yield self.network


def code_of(call: Callable[..., Any], **request: Any) -> str:
    """Assert that a call is refused as a client's fault; return the code."""
    with pytest.raises(AwsError) as refused:
        call(**request)
    assert refused.value.sender_fault, refused.value
    return refused.value.code


@cache
def operations() -> dict[str, Callable[[Ec2Call], dict[str, Any]]]:
    """Return the native operations of the modules that do not import LocalStack, by AWS's name."""
    found = {}
    for info in pkgutil.iter_modules(sandbox.emulated.ec2.__path__):
        try:
            module = importlib.import_module(f"sandbox.emulated.ec2.{info.name}")
        except ModuleNotFoundError as missing:
            if not str(missing.name).startswith("localstack"):
                raise
            continue
        for function in vars(module).values():
            for name in getattr(function, MARK, ()):
                found[name] = function
    return found


def _check_response(shape: Any, response: Any, path: str) -> None:
    """Assert that a response has no member that the API lacks, and no value of another type."""
    wrong = [str(found) for found in violations(shape, response) if found.shape not in BEYOND_MODEL]
    assert not wrong, wrong
    if shape.type_name == "structure":
        assert not set(response) - set(shape.members), f"{path}: {set(response) - set(shape.members)}"
        for member, value in response.items():
            assert value is not None, f"{path}.{member}"
            _check_response(shape.members[member], value, f"{path}.{member}")
    elif shape.type_name == "list":
        for value in response:
            _check_response(shape.member, value, path)
