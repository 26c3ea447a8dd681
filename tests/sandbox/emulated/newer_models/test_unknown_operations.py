from sandbox.emulated.newer_models.unknown_operations import (
    UnknownOperation,
    named,
    requested,
    requested_by_query,
    service_signed_as,
)

NOTHING: frozenset[str] = frozenset()


def test_an_operation_of_a_newer_model_is_known_by_name():
    found = named("iam", "GetAccountProperties")
    assert found is not None
    assert (found.method, found.uri) == ("POST", "/")


def test_an_operation_of_the_engines_model_is_not_in_the_table():
    assert named("iam", "CreateUser") is None
    assert named("no-service", "CreateUser") is None


def test_a_rest_request_is_recognized_by_its_path():
    found = requested("accessanalyzer", "DELETE", "/service-linked-analyzer/mine", NOTHING)
    assert found is not None
    assert found.name == "DeleteServiceLinkedAnalyzer"
    assert requested("accessanalyzer", "GET", "/service-linked-analyzer/mine", NOTHING) is None
    assert requested("accessanalyzer", "DELETE", "/service-linked-analyzer/mine/more", NOTHING) is None


def test_a_rest_request_is_recognized_by_its_query():
    found = requested_by_query("s3", "GET", "/bucket/folder/key", frozenset({"annotation"}))
    assert found is not None
    assert found.name in {"GetObjectAnnotation", "ListObjectAnnotations"}
    assert requested_by_query("s3", "GET", "/bucket/folder/key", NOTHING) is None
    assert requested_by_query("accessanalyzer", "DELETE", "/service-linked-analyzer/mine", NOTHING) is None


def test_a_greedy_label_takes_several_parts_of_a_path():
    greedy = UnknownOperation("x", "Get", "GET", "/files/{Path+}")
    assert greedy.matches("GET", "/files/a/b", NOTHING)
    assert not UnknownOperation("x", "Get", "GET", "/files/{Path}").matches("GET", "/files/a/b", NOTHING)


def test_a_service_that_shares_a_signing_name_keeps_its_own_name():
    found = named("events", "ListEventBuses")
    assert found is not None
    assert found.service == "eventbridgev2"
    shared = requested("lambda", "GET", "/2026-04-04/network-connectors", NOTHING)
    assert shared is not None
    assert shared.service == "lambda-core"


def test_a_new_service_is_known_by_its_signing_name():
    assert service_signed_as("uxc") == "uxc"
    assert service_signed_as("iam") is None
