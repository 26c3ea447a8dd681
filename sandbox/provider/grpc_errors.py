"""Converts provider errors to gRPC errors of Pulumi's protocol."""

from collections.abc import Callable

import grpc
from google.protobuf import any_pb2
from pulumi.runtime.proto import provider_pb2, status_pb2

from sandbox.provider import lifecycle
from sandbox.provider.errors import ProviderError
from sandbox.provider.protobuf_values import to_struct


def abort_on_error[Self, Request, Answer](
    method: Callable[[Self, Request], Answer],
) -> Callable[[Self, Request, grpc.ServicerContext], Answer]:
    """Make a method abort its call with a gRPC error for a ProviderError; others, which are defects, propagate."""

    def answer(self: Self, request: Request, context: grpc.ServicerContext) -> Answer:
        try:
            return method(self, request)
        except lifecycle.Unfinished as reason:
            context.set_trailing_metadata((("grpc-status-details-bin", _unfinished(reason)),))
            context.abort(grpc.StatusCode.UNKNOWN, str(reason))
        except ProviderError as reason:
            context.abort(grpc.StatusCode.UNKNOWN, str(reason))
        raise AssertionError  # abort always raises

    return answer


def _unfinished(reason: lifecycle.Unfinished) -> bytes:
    detail = provider_pb2.ErrorResourceInitFailed(
        id=reason.found.identity,
        properties=to_struct(reason.state),
        inputs=to_struct(reason.inputs),
        reasons=[str(reason)],
    )
    packed = any_pb2.Any()
    packed.Pack(detail)
    status = status_pb2.Status(code=grpc.StatusCode.UNKNOWN.value[0], message=str(reason), details=[packed])
    return bytes(status.SerializeToString())
