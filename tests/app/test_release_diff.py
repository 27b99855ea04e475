"""Two releases of one case: what was withdrawn, blacked out, renumbered and added is named."""

import json

import pytest
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from app.cli import cli
from app.command_line import Exit
from app.ingesting import run_ingest
from app.settings import Settings

WORDS = [
    "harbor",
    "gull",
    "wren",
    "oak",
    "ledger",
    "patrol",
    "cruiser",
    "lantern",
    "witness",
    "overtime",
    "ropewalk",
    "quay",
]


def lines(seed: int) -> list[str]:
    """A page of text of its own."""
    picked = [WORDS[(seed * 7 + n * (seed + 3)) % len(WORDS)] for n in range(80)]
    return [
        " ".join(f"{w}{seed}{n}" for n, w in enumerate(picked[k : k + 8])) for k in range(0, 80, 8)
    ]


def draw(path, pages) -> None:
    """Pages as (seed, lines blacked out); below the tenth line nothing is written."""
    canvas = Canvas(str(path), invariant=True)
    for seed, blacked in pages:
        for number, line in enumerate(lines(seed)):
            if number not in blacked:
                canvas.setFont("Helvetica", 9)
                canvas.drawString(72, 700 - 20 * number, line)
        for number in blacked:
            canvas.rect(72, 696 - 20 * number, 300, 13, fill=1)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    folder = tmp_path_factory.mktemp("case")
    before, after = folder / "first", folder / "second"
    before.mkdir()
    after.mkdir()
    draw(before / "file.pdf", [(1, ()), (2, (3,)), (3, ()), (4, ()), (5, ())])
    draw(before / "same.pdf", [(6, ()), (7, ())])
    draw(after / "file.pdf", [(1, ()), (8, ()), (2, (3, 4, 5)), (4, ()), (5, (0, 1))])
    draw(after / "same.pdf", [(6, ()), (7, ())])
    draw(before / "turned.pdf", [(9, ()), (10, ()), (11, ())])
    draw(after / "turned.pdf", [(10, ()), (9, ()), (11, (15,))])
    (before / "typed.txt").write_text("\n".join(lines(12)))
    draw(after / "typed.pdf", [(12, (2,))])
    made = Settings(data=folder / "data", workers=1)
    run_ingest(made, [before, after])
    return made


def diff(settings, *more, code=Exit.OK) -> str:
    arguments = ["releases", "diff", "first", "second", *more, "--data", str(settings.data)]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == code, done.output
    return done.output


def test_every_page_is_named(settings):
    """Each page of either release stands in the list once, under what became of it."""
    found = json.loads(diff(settings, "--json"))

    def number(place):
        return place and (place["file_name"], place["number"])

    changes = {
        (one["change"], number(one["before"]), number(one["after"])) for one in found["changes"]
    }
    assert changes == {
        ("same", ("file.pdf", 1), ("file.pdf", 1)),
        ("re-redacted", ("file.pdf", 2), ("file.pdf", 3)),
        ("withdrawn", ("file.pdf", 3), None),
        ("same", ("file.pdf", 4), ("file.pdf", 4)),
        ("re-redacted", ("file.pdf", 5), ("file.pdf", 5)),
        ("new", None, ("file.pdf", 2)),
        ("same", ("same.pdf", 1), ("same.pdf", 1)),
        ("same", ("same.pdf", 2), ("same.pdf", 2)),
        ("renumbered", ("turned.pdf", 1), ("turned.pdf", 2)),
        ("changed", ("typed.txt", 1), ("typed.pdf", 1)),  # nobody can look for bars in a text
        ("renumbered", ("turned.pdf", 2), ("turned.pdf", 1)),
        ("re-redacted", ("turned.pdf", 3), ("turned.pdf", 3)),
    }
    assert found["not_compared"] == []


def test_read_by_people(settings):
    """The list names what changed and counts the rest."""
    said = diff(settings)
    assert "withdrawn    file.pdf, page 3" in said
    assert "page 2, 1 redaction" in said
    assert "Pages: same 4, renumbered 2, re-redacted 3, changed 1, new 1, withdrawn 1." in " ".join(
        said.split()
    )
    assert "same.pdf" not in said
    assert "same.pdf" in diff(settings, "--same")


def test_unknown_release(settings):
    """A release nobody knows is refused, and those there are are named."""
    arguments = ["releases", "diff", "first", "third", "--data", str(settings.data)]
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == Exit.USAGE
    assert "There are: first, second" in " ".join(done.output.split())


def test_list(settings):
    """The releases are listed by id and title."""
    done = CliRunner().invoke(cli, ["releases", "list", "--json", "--data", str(settings.data)])
    assert {one["id"] for one in json.loads(done.output)} == {"first", "second"}
