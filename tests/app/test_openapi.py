"""The API describes itself whole."""

import pytest


@pytest.fixture(scope="module")
def described(client):
    return client.get("/api/v1/openapi.json").json()


def test_addresses(described):
    """Every address of the API is described, and no web page is."""
    assert set(described["paths"]) == {
        "/api/v1/search",
        "/api/v1/suggest",
        "/api/v1/export",
        "/api/v1/export/compare",
        "/api/v1/report",
        "/api/v1/feed",
        "/api/v1/documents",
        "/api/v1/documents/{document_id}",
        "/api/v1/documents/{document_id}/original",
        "/api/v1/documents/{document_id}/flattened",
        "/api/v1/documents/{document_id}/pages/{number}",
        "/api/v1/documents/{document_id}/pages/{number}/cite",
        "/api/v1/documents/{document_id}/pages/{number}/image",
        "/api/v1/documents/{document_id}/pages/{number}/text",
        "/api/v1/documents/{document_id}/pages/{number}/words",
        "/api/v1/documents/{document_id}/pages/{number}/similar",
        "/api/v1/documents/{document_id}/pages/{number}/counterparts",
        "/api/v1/collection",
        "/api/v1/releases",
        "/api/v1/releases/{release_id}",
        "/api/v1/ledger",
        "/api/v1/compare/releases",
        "/api/v1/compare/pages",
        "/api/v1/coverage",
        "/api/v1/failures",
        "/api/v1/health",
    }


def test_everything_is_explained(described):
    """Every address has a sentence, every parameter a description, every error its shape."""
    for path, methods in described["paths"].items():
        for method in methods.values():
            assert method["description"], path
            assert "422" not in method["responses"], path
            problem = method["responses"]["400"]["content"]["application/problem+json"]
            assert problem["schema"]["$ref"].endswith("/Problem")
            for parameter in method.get("parameters", []):
                assert parameter["name"] == "document_id" or parameter["description"], path
