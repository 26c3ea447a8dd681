"""The path of a request through the gateway: every handler, LocalStack's and ours, in the order in which they run.

LocalStack's own list is `localstack.aws.app.LocalstackAwsGateway`; a test compares this one with it.
"""

from __future__ import annotations

from typing import Any

from localstack.aws import handlers
from localstack.aws.app import LocalstackAwsGateway
from localstack.aws.handlers.fallback import EmptyResponseHandler
from localstack.aws.handlers.metric_handler import MetricHandler
from localstack.aws.handlers.service_plugin import ServiceLoader, ServiceLoaderForDataPlane

from sandbox.gateway import (
    closed_accounts,
    internal_endpoints,
    newer_services,
    origin_check,
    policy_documents,
    request_limits,
    stub_operations,
    trusted_headers,
    unsupported_operations,
    vpc_endpoints,
)
from sandbox.gateway.authentication.claimed_caller import attach_claimed_caller
from sandbox.gateway.authentication.handler import authenticate, name_presigned_service
from sandbox.gateway.authentication.sts_proofs import verify_sts_proofs
from sandbox.gateway.authorization.assumable_roles import check_roles
from sandbox.gateway.authorization.denied_within import answer_denied_within
from sandbox.gateway.authorization.handler import authorize
from sandbox.gateway.authorization.service_sources import name_sources
from sandbox.gateway.data_planes import queue_urls
from sandbox.gateway.data_planes.handler import authorize_data_plane
from sandbox.gateway.malformed_requests import refuse_malformed
from sandbox.gateway.recording import Recorder


def install(gateway: LocalstackAwsGateway) -> None:
    """Give the gateway this request path; call it before the first request."""
    metrics = MetricHandler()
    load_service = ServiceLoader(gateway.service_manager, gateway.service_request_router)
    request_handlers: list[Any] = [
        # origin of the request, and access to its target
        trusted_headers.remove,
        request_limits.refuse_proxying,
        origin_check.refuse_web_pages,
        request_limits.refuse_websockets,
        request_limits.refuse_long_forms,
        vpc_endpoints.identify,
        internal_endpoints.require_token,
        # LocalStack's own endpoints and the services' data planes
        handlers.add_internal_request_params,
        handlers.handle_runtime_shutdown,
        metrics.create_metric_handler_item,
        ServiceLoaderForDataPlane(load_service),
        handlers.preprocess_request,
        handlers.enforce_cors,
        handlers.content_decoder,
        handlers.validate_request_schema,
        handlers.serve_localstack_resources,
        authorize_data_plane,
        queue_urls.pass_on(handlers.serve_edge_router_rules),
        internal_endpoints.refuse_unknown,
        # service, caller, account, Region and operation
        newer_services.refuse_services,
        name_presigned_service,
        refuse_malformed(handlers.parse_service_name),
        newer_services.refuse_operations,
        authenticate,
        handlers.parse_pre_signed_url_request,
        handlers.inject_auth_header_if_missing,
        handlers.add_region_from_header,
        handlers.rewrite_region,
        handlers.add_account_id,
        attach_claimed_caller,
        handlers.parse_trace_context,
        refuse_malformed(handlers.parse_service_request),
        queue_urls.name_queue,
        metrics.record_parsed_request,
        # permission of the caller, then the implementation
        vpc_endpoints.refuse_other_services,
        closed_accounts.refuse,
        verify_sts_proofs,
        authorize,
        check_roles,
        policy_documents.refuse,
        stub_operations.refuse,
        handlers.serve_custom_service_request_handlers,
        load_service,
        name_sources,
        gateway.service_request_router,
        EmptyResponseHandler(404, b'{"message": "Not Found"}'),
    ]
    exception_handlers: list[Any] = [
        handlers.log_exception,
        handlers.serve_custom_exception_handlers,
        handlers.handle_service_exception,
        answer_denied_within,
        handlers.handle_internal_failure,
    ]
    response_handlers: list[Any] = [
        unsupported_operations.rename_refusal,
        handlers.validate_response_schema,
        handlers.modify_service_response,
        handlers.parse_service_response,
        Recorder().record,
        handlers.run_custom_response_handlers,
        handlers.add_cors_response_headers,
        handlers.log_response,
        handlers.count_service_request,
        metrics.update_metric_collection,
    ]
    gateway.request_handlers[:] = request_handlers
    gateway.exception_handlers[:] = exception_handlers
    gateway.response_handlers[:] = response_handlers
