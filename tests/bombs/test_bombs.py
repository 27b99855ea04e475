"""Bombs and tricks that cost little to make, all in one folder, harm nothing."""

from contextlib import closing
from pathlib import Path

from app.checking import check
from app.ingesting import run_index, run_ingest
from app.settings import Settings
from ingest.catalogue import Catalogue
from tests.bombs.__main__ import EVIL, OURS, every_bomb

CHEAP = (
    "JavaScript",
    "in a ring",
    "claims",
    "entities",
    "lead out",
    "links",
    "wrong ones",
    "after itself",
    "comments",
    "said to follow",
    "line of 1 MB",
    "holds itself",
)


def test_cheap_ones(tmp_path):
    """Each is in the ledger or read, the innocent file beside them is, and nothing is outside."""
    folder = tmp_path / "files"
    folder.mkdir()
    bombs = [one for one in every_bomb() if any(part in one.name for part in CHEAP)]
    for number, bomb in enumerate(bombs):
        (folder / f"{number}.{bomb.suffix}").write_bytes(bomb.make())
    (folder / "neighbour.txt").write_text("The innocent file.")
    settings = Settings(data=tmp_path / "data", workers=1, open_timeout_s=30, page_timeout_s=30)

    run_ingest(settings, [folder])
    run_index(settings)

    with closing(Catalogue(settings.paths.catalogue)) as catalogue:
        documents = catalogue.documents(limit=None)
        failed = {one.document_id for one in catalogue.failures()}
        texts = {one.file_name: "" for one in documents}
        for one in documents:
            pages = catalogue.pages(one.id)
            assert pages or one.id in failed
            texts[one.file_name] = "\n".join(page.text for page in pages)
    assert {path.name for path in folder.iterdir()} <= texts.keys()
    assert texts["neighbour.txt"] == "The innocent file."
    assert not [name for name, text in texts.items() if OURS in text]
    assert check(settings) == ()
    for place in (Path("/tmp"), Path.cwd(), tmp_path, folder):  # noqa: S108 - looked at only
        assert list(place.glob(f"{EVIL}*")) == []
