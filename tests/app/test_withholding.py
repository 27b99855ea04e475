"""What stands under a failed redaction leaves by no door; what is withdrawn is gone."""

import hashlib
import html
import io
import json
import zipfile
from contextlib import closing

import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.cli import cli
from app.command_line import Exit
from app.deciding import decide
from app.ingesting import run_index, run_ingest
from app.main import create_app
from app.settings import Settings
from ingest.catalogue import Catalogue
from ingest.catalogue_review import Review
from ingest.records import Standing

COVERED = "Quillfeather"
OWN_WORD = "marlinspike"
"""Stands on the failed redaction's document only."""


def draw(path, lines, *, bar=False):
    canvas = Canvas(str(path))
    for number, line in enumerate(lines):
        canvas.drawString(100, 700 - 20 * number, line)
    if bar:
        wide = canvas.stringWidth(COVERED, "Helvetica", 12)
        canvas.rect(98, 697, wide + 3, 13, stroke=0, fill=1)
        canvas.drawString(100, 500, COVERED)
    canvas.save()
    if bar:
        annotate(path, [98, 497, 101 + wide, 510])


def annotate(path, rectangle) -> None:
    """Lay a white box that says what is under it over the name where it stands once more."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        box = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Square,
            Rect=rectangle,
            IC=[1, 1, 1],
            F=4,
            Contents=f"{COVERED} is out",
        )
        pdf.pages[0].Annots = pdf.make_indirect([box])
        pdf.save(path)


@pytest.fixture
def settings(tmp_path) -> Settings:
    """A failed redaction, by a bar and by an annotation, and a harmless memo, ingested."""
    folder = tmp_path / "release"
    folder.mkdir()
    draw(folder / "report.pdf", [f"{COVERED} was the witness", f"beside the {OWN_WORD}"], bar=True)
    draw(folder / "memo.pdf", ["the witness list was requested", "by the harbor unit"])
    made = Settings(data=tmp_path / "data", workers=1)
    run_ingest(made, [folder])
    run_index(made)
    return made


def document_id(settings, name="report.pdf") -> str:
    catalogue = Catalogue(settings.paths.catalogue)
    found = next(one.id for one in catalogue.documents() if one.file_name == name)
    catalogue.close()
    return found


def run(settings, *arguments) -> str:
    done = CliRunner().invoke(cli, [*arguments, "--data", str(settings.data)])
    assert done.exit_code == Exit.OK, done.output
    return done.output


def served(settings, report: str) -> str:
    """All that the service says when it is asked for a secret in every way there is."""
    word, begun = COVERED.lower(), COVERED[:6].lower()
    questions = [
        word,
        f"{begun}*",
        f"*{begun[2:]}*",
        f"{word[:-1]}x~2",
        f"~{word}",
        f'"{word} was"',
    ]
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        answers = [
            client.get(path, params={"q": question, "misread": "true"})
            for question in questions
            for path in ("/search", "/api/v1/search", "/api/v1/export", f"/d/{report}/p/1")
        ]
        answers += [client.get("/api/v1/suggest", params={"q": word[:n]}) for n in range(2, 9)]
        answers += [
            client.get(path)
            for path in (
                f"/d/{report}",
                f"/d/{report}/p/1",
                f"/d/{report}/p/1/similar",
                f"/api/v1/documents/{report}",
                *(
                    f"/api/v1/documents/{report}/pages/1{part}"
                    for part in ("", "/text", "/words", "/similar")
                ),
                "/coverage",
                "/api/v1/coverage",
                "/ledger",
                "/releases",
                "/r/release",
                "/releases/compare?a=release&b=release",
                f"/compare?a={report}/1&b={report}/1",
                f"/api/v1/documents/{report}/pages/1/counterparts",
                f"/api/v1/compare/pages?a={report}/1&b={report}/1",
                "/api/v1/compare/releases?a=release&b=release&change=same",
                "/api/v1/collection",
                "/",
                "/api/v1/ledger",
                "/api/v1/releases/release",
                "/api/v1/failures",
                "/api/v1/documents",
            )
        ]
    for answer in answers:
        assert answer.status_code < 500
    # What was asked for comes back in the box and in the query as read.
    asked = {html.escape(question) for question in questions} | set(questions)
    said = "\n".join(answer.text for answer in answers).lower()
    for question in sorted(asked, key=len, reverse=True):
        said = said.replace(question, "")
    return said


def stored(settings) -> bytes:
    """Every byte of the data directory but the originals."""
    return b"\n".join(
        file.read_bytes()
        for file in settings.data.rglob("*")
        if file.is_file() and "originals" not in file.parts
    )


def test_held(settings):
    """A document with live text under a bar is held: nothing of it is shown, and it is counted."""
    report = document_id(settings)
    with TestClient(create_app(settings)) as client:
        answer = client.get("/api/v1/search", params={"q": "witness"}).json()
        assert [hit["document"]["file_name"] for hit in answer["results"]] == ["memo.pdf"]
        coverage = answer["coverage"]
        assert (coverage["pages"], coverage["pages_searched"], coverage["pages_held"]) == (2, 1, 1)
        assert coverage["pages_not_read"] == 0
        refused = client.get(f"/api/v1/documents/{report}/pages/1/image")
        assert (refused.status_code, refused.json()["code"]) == (403, "held")
        assert "held back for review" in client.get("/search?q=witness").text
        assert "report.pdf" in client.get("/ledger").text
    (one,) = json.loads(run(settings, "review", "--json"))
    assert (one["document"], one["pages"]) == (report, [{"number": 1, "bars": 2}])
    assert "page 1 (2 bars)" in run(settings, "review")


@pytest.mark.parametrize("cleared", [False, True])
def test_nothing_leaks(settings, cleared):
    """Held or cleared, the covered word stands nowhere but in the file."""
    report = document_id(settings)
    if cleared:
        run(settings, "review", "--clear", report, "--reason", "looked at")

    assert COVERED.lower() not in served(settings, report)
    assert COVERED.lower().encode() not in stored(settings).lower()


def test_cleared(settings):
    """A cleared document is found and shown without what its bars cover."""
    report = document_id(settings)
    run(settings, "review", "--clear", report, "--by", "the clerk", "--reason", "looked at")

    with TestClient(create_app(settings)) as client:
        (hit,) = client.get("/api/v1/search", params={"q": OWN_WORD}).json()["results"]
        assert hit["document"]["id"] == report
        text = client.get(f"/api/v1/documents/{report}/pages/1/text").text
        assert "was the witness" in text
        assert client.get(f"/api/v1/documents/{report}/pages/1/image").status_code == 200
        assert "looked at" in client.get("/ledger").text
    assert "0 documents held" in run(settings, "review")


def test_withdrawn(settings, tmp_path):
    """A withdrawn document leaves its name, hash and reason, and not one word of its text."""
    report = document_id(settings)
    run(settings, "review", "--clear", report)
    with TestClient(create_app(settings)) as client:
        assert client.get(f"/api/v1/documents/{report}/pages/1/image").status_code == 200
    run(settings, "withdraw", report, "--reason", "The agency asked for it back.")

    kept = stored(settings)
    assert OWN_WORD.encode() not in kept
    assert b"report.pdf" in kept
    catalogue = Catalogue(settings.paths.catalogue)
    (gone,) = catalogue.documents_standing(Standing.WITHDRAWN)
    catalogue.close()
    assert not settings.paths.original(gone.sha256).exists()
    assert not settings.paths.page_images(gone.sha256)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        refused = client.get(f"/api/v1/documents/{report}/pages/1")
        assert (refused.status_code, refused.json()["code"]) == (410, "withdrawn")
        assert "The agency asked for it back." in refused.json()["detail"]
        assert client.get(f"/d/{report}").status_code == 410
        coverage = client.get("/api/v1/coverage").json()
        assert (coverage["documents"], coverage["documents_withdrawn"]) == (1, 1)
        assert gone.sha256 in client.get("/ledger").text


def test_withdrawn_stays_withdrawn(settings, tmp_path):
    """The same bytes, ingested again under any name, do not come back, and the report says so."""
    run(settings, "withdraw", document_id(settings), "--reason", "Asked back.")
    again = tmp_path / "again"
    again.mkdir()
    (again / "copy.pdf").write_bytes((tmp_path / "release" / "report.pdf").read_bytes())

    report = run_ingest(settings, [again, tmp_path / "release"])
    run_index(settings)

    assert any("copy.pdf was withdrawn before" in remark for remark in report.remarks)
    catalogue = Catalogue(settings.paths.catalogue)
    (gone,) = catalogue.documents_standing(Standing.WITHDRAWN)
    catalogue.close()
    assert not settings.paths.original(gone.sha256).exists()
    assert OWN_WORD.encode() not in stored(settings)


def test_killed_while_withdrawing(settings, tmp_path):
    """A withdrawal killed after its decision is finished by the next ingest, and decided once."""
    report = document_id(settings)
    run(settings, "review", "--clear", report)
    said = ([report], Standing.WITHDRAWN, "the clerk", "Asked back.")
    with closing(Review(settings.paths.catalogue)) as review:
        review.decide(*said)
    assert OWN_WORD.encode() in stored(settings)

    run(settings, "ingest", str(tmp_path / "release"))

    assert OWN_WORD.encode() not in stored(settings)
    decide(settings, *said)
    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        made = [one.standing for one in catalogue.decisions(report)]
        (gone,) = catalogue.documents_standing(Standing.WITHDRAWN)
    assert made == [Standing.WITHDRAWN, Standing.CLEARED]
    assert not settings.paths.original(gone.sha256).exists()


def test_bad_decisions(settings):
    """Decisions on unknown documents, on none, and on what is gone are refused."""
    runner, data = CliRunner(), ["--data", str(settings.data)]
    report = document_id(settings)
    run(settings, "withdraw", report, "--reason", "Asked back.")
    for arguments in (
        ["--clear", "nobody"],
        ["--clear"],
        ["--clear", "--hold", report],
        ["--clear", report],
    ):
        done = runner.invoke(cli, ["review", *arguments, *data])
        assert done.exit_code == Exit.USAGE


def test_downloads(settings):
    """An original leaves only if nothing is under its bars; a cleared one leaves as pictures."""
    report, memo = document_id(settings), document_id(settings, "memo.pdf")
    with TestClient(create_app(settings)) as client:
        for kind in ("original", "flattened"):
            refused = client.get(f"/api/v1/documents/{report}/{kind}")
            assert (refused.status_code, refused.json()["code"]) == (403, "held")
        harmless = client.get(f"/api/v1/documents/{memo}/original")
    digest = hashlib.sha256(harmless.content).hexdigest()
    assert (harmless.status_code, harmless.headers["etag"]) == (200, f'"{digest}"')
    assert harmless.headers["content-disposition"] == 'attachment; filename="memo.pdf"'
    assert digest.startswith(memo)

    run(settings, "review", "--clear", report, "--reason", "looked at")
    with TestClient(create_app(settings)) as client:
        refused = client.get(f"/api/v1/documents/{report}/original")
        assert (refused.status_code, refused.json()["code"]) == (403, "original-withheld")
        assert "not given out" in client.get(f"/d/{report}").text
        assert client.get(f"/api/v1/documents/{report}").json()["original"] is None
        copy = client.get(f"/api/v1/documents/{report}/flattened").content
    with pdfium.PdfDocument(copy) as pdf:
        assert pdf[0].get_textpage().get_text_bounded() == ""
        assert pdf[0].get_size() == pytest.approx((595.3, 841.9), abs=0.1)
        picture = pdf[0].render(scale=2, grayscale=True).to_numpy()
    bar = picture[int(2 * (841.9 - 708)) : int(2 * (841.9 - 699)), 210:320]
    assert bar.max() < 40, "the bar is black all over"

    run(settings, "withdraw", report, "--reason", "asked for")
    assert not list(settings.data.rglob("*flattened*"))


def test_container_of_what_may_not_be_seen(settings, tmp_path):
    """An archive with a failed redaction in it is not given out, and its harmless members are."""
    folder = tmp_path / "packed"
    folder.mkdir()
    draw(folder / "again.pdf", [f"{COVERED} once more", "in an archive"], bar=True)
    (folder / "fine.txt").write_text("a harmless note on the harbor unit", encoding="utf-8")
    with zipfile.ZipFile(folder / "both.zip", "w") as archive:
        for name in ("again.pdf", "fine.txt"):
            archive.write(folder / name, name)
    (folder / "again.pdf").unlink()
    run_ingest(settings, [folder])
    run_index(settings)

    packed, fine = document_id(settings, "both.zip"), document_id(settings, "fine.txt")
    with TestClient(create_app(settings)) as client:
        refused = client.get(f"/api/v1/documents/{packed}/original")
        assert (refused.status_code, refused.json()["code"]) == (403, "original-withheld")
        assert client.get(f"/api/v1/documents/{fine}/original").status_code == 200


def test_withdrawn_from_an_archive(settings, tmp_path):
    """Who withdraws a file from an archive is told where its bytes are, and nobody gets them."""
    folder = tmp_path / "packed"
    folder.mkdir()
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("note.txt", "a note on the spritsail")
    with zipfile.ZipFile(folder / "outer.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    run(settings, "ingest", str(folder))
    note, inside, outside = (
        document_id(settings, name) for name in ("note.txt", "inner.zip", "outer.zip")
    )

    said = run(settings, "withdraw", note, "--reason", "Asked back.")

    assert f"are still in inner.zip ({inside})" in said
    assert f"`blotter withdraw {outside}` removes that too" in said
    with TestClient(create_app(settings)) as client:
        for holder in (inside, outside):
            refused = client.get(f"/api/v1/documents/{holder}/original")
            assert (refused.status_code, refused.json()["code"]) == (403, "original-withheld")

    said = run(settings, "withdraw", outside, inside, "--reason", "With it.")

    assert "are still in" not in said
    run(settings, "ingest", str(folder))
    kept = [path.read_bytes() for path in settings.data.rglob("*") if path.is_file()]
    assert not [content for content in kept if b"spritsail" in content]
