"""Every address of the API, asked for what its description allows, and for what it does not."""

import shutil
import zlib

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from app.deciding import decide
from app.ingesting import run_index
from app.main import API_ROUTERS, create_app
from ingest.records import Standing

SHOWN, WITHDRAWN, HELD, UNREADABLE = "a" * 12, "b" * 12, "d" * 12, "c" * 12
IDS = (SHOWN, WITHDRAWN, HELD, UNREADABLE, "0" * 12)
# What is refused there is more than a description can say: a cursor belongs to its query, and what
# is a badge's number is for the rules of the facts to say.
DECIDED_BY_MORE = ("/search", "/export", "/export/compare", "/feed", "/report")


# The first one's list of answers lacks 410, which a withdrawn document gets. To the second `false`
# is no text, but in an address it is, and a list of terms too.
UNFIT = [positive_data_acceptance, negative_data_rejection]
# Filters are many, so that cases are slow to make, and some are filtered out.
EXAMPLES = examples(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def api(settings, tmp_path_factory):
    """The description of a service that has documents of every standing."""
    own = settings.model_copy(update={"data": tmp_path_factory.mktemp("whole") / "data"})
    shutil.copytree(settings.data, own.data)
    decide(own, [WITHDRAWN], Standing.WITHDRAWN, "A. Wren", "Sent by mistake.")
    decide(own, [HELD], Standing.HELD, "A. Wren", "To be looked at.")
    run_index(own)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(own))


OPERATIONS = sorted(
    (route.path, method)
    for router in API_ROUTERS
    for route in router.routes
    for method in route.methods
)


def of_a_document_there_is(case) -> None:
    """Most made-up ids and numbers name nothing; these are asked for by turns."""
    given_there = case.path_parameters or {}
    for name, values in (("document_id", IDS), ("number", range(1, 6))):
        if name in given_there:
            place = zlib.crc32(repr(given_there[name]).encode("utf-8", "replace"))
            given_there[name] = values[place % len(values)]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whole_api(api, path, method, mode):
    """No address fails, and none answers with a status, type or form it does not describe."""

    @given(api[path][method].as_strategy(generation_mode=mode))
    def asked(case):
        if mode is GenerationMode.POSITIVE:
            of_a_document_there_is(case)
        answer = case.call_and_validate(excluded_checks=UNFIT)
        if mode is GenerationMode.POSITIVE and not path.endswith(DECIDED_BY_MORE):
            assert answer.status_code != 400

    try:
        EXAMPLES(asked)()
    except Unsatisfiable:
        # Nothing can be wrong with what takes no parameter but any text.
        named = api.raw_schema["paths"][path][method.lower()].get("parameters", [])
        assert all(one["in"] == "path" and one["schema"]["type"] == "string" for one in named)
