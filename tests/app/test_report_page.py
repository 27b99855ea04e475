"""Reports on lists of terms over the web: the form, the page, the spreadsheet, the JSON."""

import io
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.list_errors import InvalidFormError
from app.main import create_app
from app.uploads import parsed

TERMS = 'overtime\n"task force\n\nzzyzx\n<b>café</b>\n'


def test_page(client):
    """The page has a line for each term, marked up safely, and the list to be changed."""
    html = client.post("/report", files={"terms": (None, TERMS)}).text

    assert "found 2, nothing 2, blank 1" in html
    assert "&lt;b&gt;café&lt;/b&gt;" in html
    assert "<b>" not in html
    assert "zzyzx" in html
    assert "A quotation mark was not closed" in html


def test_file_comes_before_text(client):
    """Where both are sent the file is taken."""
    form = {"terms": (None, "nothing"), "file": ("terms.csv", b"no;Term\n1;overtime\n")}
    html = client.post("/report", files=form).text

    assert "parted by semicolons" in html
    assert ">41<" in html


def test_spreadsheet(client):
    """The same as a spreadsheet, with every hit."""
    answer = client.post("/report", files={"terms": (None, TERMS), "as": (None, "xlsx")})
    book = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True)

    assert book.sheetnames == ["Summary", "Hits", "Matrix", "Settings", "Problems"]
    assert len(list(book["Hits"].iter_rows())) > 41
    assert answer.headers["content-disposition"].endswith('"blotter-report.xlsx"')


def test_json(client):
    """The API takes the list as it is, and tells every line."""
    answer = client.post("/api/v1/report", params={"type": "memo"}, content=TERMS)
    found = answer.json()

    assert [one["outcome"] for one in found["terms"]] == [
        "found", "found", "blank", "nothing", "nothing",
    ]  # fmt: skip
    assert found["asked"]["filters"] == {"type": ["memo"]}
    assert {(one["line"], one["pages"]) for one in found["matrix"]} == {(1, 1), (2, 1)}
    book = client.post("/api/v1/report?format=xlsx", content=TERMS)
    assert book.content.startswith(b"PK")


@pytest.fixture(scope="module")
def small(settings):
    """The same service with narrow limits."""
    tight = settings.model_copy(
        update={"report_terms": 1, "upload_mb": 1, "report_timeout_s": 1e-9}
    )
    with TestClient(create_app(tight), raise_server_exceptions=False) as made:
        yield made


def test_limits_are_told(small):
    """Lines that are left out for want of time say so."""
    found = small.post("/api/v1/report", content="overtime\nharbor").json()

    assert [one["outcome"] for one in found["terms"]] == ["not searched", "not searched"]
    assert "blotter report" in found["terms"][0]["reason"]


def test_number_of_terms(settings):
    """Lines beyond the number of terms that are searched say so."""
    tight = settings.model_copy(update={"report_terms": 1})
    with TestClient(create_app(tight)) as client:
        found = client.post("/api/v1/report", content="overtime\nharbor\nOvertime").json()

    assert [one["outcome"] for one in found["terms"]] == ["found", "not searched", "duplicate"]


def test_too_much(small):
    """More than is taken is refused, as JSON to the API and as a page to a browser."""
    answer = small.post("/api/v1/report", content=b"x" * 1_100_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "upload-too-large")
    page = small.post("/report", files={"terms": (None, "x" * 1_100_000)})
    assert page.status_code == 413
    assert "1 megabytes" in page.text


def test_no_text(client):
    """A spreadsheet sent as a list is refused with what to do."""
    answer = client.post("/api/v1/report", content=b"PK\x03\x04\x00\x00")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid-list")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", b"x"),
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=b", b""),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx"),
    ],
)
def test_no_form(client, kind, body):
    """What is no form, or cut short, is refused."""
    answer = client.post("/report", content=body, headers={"Content-Type": kind})
    assert answer.status_code == 400
    assert "form" in answer.text


NAMES = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


@given(st.dictionaries(NAMES, st.binary().filter(lambda data: b"--bound" not in data)))
def test_forms(fields):
    """Whatever bytes the fields hold, they come out as they were sent."""
    body = b"".join(
        b'--bound\r\nContent-Disposition: form-data; name="%b"; filename="f"\r\n\r\n%b\r\n'
        % (name.encode(), data)
        for name, data in fields.items()
    )
    kind = 'multipart/form-data; boundary="bound"'

    assert dict(parsed(kind, body + b"--bound--\r\n").parts) == fields


@given(st.binary(), st.text(max_size=80))
def test_any_bytes(body, kind):
    """Whatever is sent is a form or is refused."""
    with suppress(InvalidFormError):
        assert all(isinstance(data, bytes) for data in parsed(kind, body).parts.values())
