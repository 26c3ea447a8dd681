"""A base class for resource types that are used in tests only and never created."""

from typing import override

from sandbox.provider.api import Api
from sandbox.provider.resource_type import ResourceType
from sandbox.provider.values import Values


class DeclaredType(ResourceType):
    """A type that is checked, planned and compared, and whose operations must not be called."""

    @override
    def create(self, api: Api, inputs: Values) -> str:
        raise AssertionError

    @override
    def read(self, api: Api, identity: str) -> Values | None:
        raise AssertionError

    @override
    def delete(self, api: Api, identity: str, state: Values) -> None:
        raise AssertionError
