import os
import time

import pytest

import index.whoosh_files
from index.engine import IndexPage
from index.errors import IndexMissingError, IndexWriteError
from index.parse import parse
from index.whoosh_engine import WhooshEngine
from index.whoosh_files import WhooshFiles


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "generation"


@pytest.fixture
def engine(folder):
    made = WhooshEngine.create(folder, "g")
    with made.writer(revision=1) as writer:
        writer.add(IndexPage("d", 1, "first"))
    yield made
    made.close()


def test_another_process_sees_commits(engine, folder):
    """An engine opened elsewhere answers from the latest commit, its own or not."""
    other = WhooshEngine(folder)
    with engine.writer(revision=2) as writer:
        writer.add(IndexPage("d", 2, "second"))
    assert other.search(parse("second").query).total == 1
    assert other.info().revision == 2
    other.close()


def test_revision_is_that_of_the_commit(engine, monkeypatch):
    """The revision of a commit that failed is forgotten, even by who looked in between."""
    with monkeypatch.context() as patch:
        patch.setattr(index.whoosh_files, "sync_file", _fail)
        with pytest.raises(IndexWriteError), engine.writer(revision=50) as writer:
            writer.add(IndexPage("d", 2, "second"))
    assert engine.info().revision == 1
    with engine.writer(revision=60) as writer:
        writer.add(IndexPage("d", 2, "second"))
    assert engine.info().revision == 60


def _fail(_path):
    raise OSError(28, "No space left on device")


def test_page_text_is_not_on_the_disk(engine, folder):
    """Whoosh keeps words and their places, not the text."""
    with engine.writer(revision=2) as writer:
        writer.add(IndexPage("d", 2, "an unusual sentence"))
    assert not any(b"unusual sentence" in path.read_bytes() for path in folder.iterdir())


def test_deleting_after_adding_is_refused(engine):
    """Whoosh would leave the added pages in, so the writer refuses."""
    with engine.writer(revision=2) as writer:
        writer.add(IndexPage("e", 1, "x"))
        with pytest.raises(ValueError, match="before"):
            writer.delete_document("e")


def test_missing_folder(tmp_path):
    """Where there is no folder the error names the command that makes one."""
    with pytest.raises(IndexMissingError, match="blotter index"):
        WhooshEngine(tmp_path / "nowhere")


def test_dropped_engine_closes_its_files(folder):
    """An engine that nobody holds any more leaves no file open, which would warn here."""
    WhooshEngine.create(folder, "g")


def test_a_commit_is_noticed_whenever_it_comes(tmp_path):
    """The number of the commit is right after one long ago, one just now and one right after it."""
    WhooshFiles.create(tmp_path / "index")
    files, writing = WhooshFiles(tmp_path / "index"), WhooshFiles(tmp_path / "index")
    long_ago = time.time() - 3600
    os.utime(tmp_path / "index", (long_ago, long_ago))
    assert files.latest_commit() == files.latest_commit() == 0
    for commit in (1, 2, 3):
        writing.open_writer().commit()
        assert files.latest_commit() == commit
