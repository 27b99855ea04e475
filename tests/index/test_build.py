import errno
import multiprocessing
import os
import shutil
import signal
import time

import pytest
from filelock import FileLock

import index.generations
import index.whoosh_files
from index.build import BuildMode, build
from index.engine import IndexPage
from index.errors import (
    IndexCountError,
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexStaleError,
    IndexWriteError,
    UnknownEngineError,
)
from index.fields import SCHEMA_VERSION
from index.live import LiveEngine, current_engine
from index.parse import parse
from index.whoosh_engine import WhooshEngine


@pytest.fixture
def root(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def built(catalogue, root):
    return build(catalogue, root, "whoosh")


def found(root, typed):
    engine = current_engine(root, "whoosh")
    try:
        return {f"{hit.document_id}/{hit.number}" for hit in engine.scan(parse(typed).query)}
    finally:
        engine.close()


def generations(root):
    return sorted(folder.name for folder in (root / "whoosh").iterdir() if folder.is_dir())


def test_first_build(built, root):
    """Where there was no index one is built, and says why and what it holds."""
    assert (
        built.mode,
        built.pages_added,
        built.pages_removed,
        built.documents,
        built.pages,
    ) == (BuildMode.REBUILT, 3, 0, 2, 3)
    assert built.reason == "There was no index yet."
    assert found(root, "overtime") == {"memo/1"}
    assert generations(root) == [built.generation]


def test_second_build_does_nothing(catalogue, root, built):
    """An index that has caught up is left alone."""
    again = build(catalogue, root, "whoosh")
    assert (again.mode, again.pages_added) == (BuildMode.UNCHANGED, 0)
    assert again.generation == built.generation


def test_update_writes_only_what_changed(catalogue, root, built):
    """New and changed documents are written, the rest is left alone."""
    catalogue.put("memo", ["overtime was cut"])
    catalogue.put("new", ["overtime again", ""])
    told = []

    report = build(catalogue, root, "whoosh", progress=lambda *pages: told.append(pages))

    assert (
        report.mode,
        report.pages_added,
        report.pages_removed,
        report.pages,
    ) == (BuildMode.UPDATED, 3, 2, 4)
    assert report.documents == 2
    assert told == [(1, 4), (3, 4)]
    assert found(root, "*") == {"letter/1", "memo/1", "new/1", "new/2"}
    assert found(root, "overtime") == {"memo/1", "new/1"}
    assert report.generation == built.generation


def test_document_without_pages_left_is_removed(catalogue, root, built):
    """A document whose pages can no longer be indexed leaves the index, and so do its words."""
    catalogue.put("memo", [])
    report = build(catalogue, root, "whoosh")
    assert report.mode is BuildMode.REBUILT
    assert found(root, "*") == {"letter/1"}
    files = [path for path in root.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"overtime" in path.read_bytes()]


def test_rebuild_when_asked(catalogue, root, built):
    """A rebuild is another generation with the same pages, and the old one is removed."""
    report = build(catalogue, root, "whoosh", rebuild=True)
    assert (report.mode, report.pages_added) == (BuildMode.REBUILT, 3)
    assert generations(root) == [report.generation] != [built.generation]


def test_stale_schema(catalogue, root, built):
    """An index of another schema is refused by searches, and rebuilt by the next build."""
    told = root / "whoosh" / built.generation / "generation.json"
    told.write_text(
        told.read_text().replace(f'"schema_version": {SCHEMA_VERSION}', '"schema_version": 99')
    )
    with pytest.raises(IndexStaleError, match=r"by a later version.*blotter index --rebuild"):
        current_engine(root, "whoosh")
    report = build(catalogue, root, "whoosh")
    assert report.reason == "The index was built under another schema."


# Whoosh leaves files open that it fails to read
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("victim", ["*.toc", "*.trm", "*.pst", "generation.json"])
def test_damage(catalogue, root, built, victim):
    """Files cut off are told as damage, never as fewer hits, and the next build makes good."""
    for path in (root / "whoosh" / built.generation).glob(victim):
        path.write_bytes(path.read_bytes()[:7])
    with pytest.raises(IndexDamagedError, match="blotter index --rebuild"):
        found(root, "overtime")
    report = build(catalogue, root, "whoosh", rebuild=victim == "*.pst")
    assert report.mode is BuildMode.REBUILT
    assert found(root, "overtime") == {"memo/1"}


def test_generation_gone(catalogue, root, built):
    """A pointer to a folder that is gone is damage, and the next build makes good."""
    shutil.rmtree(root / "whoosh" / built.generation)
    with pytest.raises(IndexDamagedError, match="blotter index --rebuild"):
        current_engine(root, "whoosh")
    assert build(catalogue, root, "whoosh").mode is BuildMode.REBUILT


def test_no_index_yet(root):
    """Where there is no index the error says which command builds one."""
    with pytest.raises(IndexMissingError, match="`blotter index`"):
        current_engine(root, "whoosh")


def test_unknown_engine(catalogue, root):
    """A name that is no engine's is refused with the names there are."""
    with pytest.raises(UnknownEngineError, match="whoosh"):
        build(catalogue, root, "lucene")


def test_crash_between_build_and_swap(catalogue, root, built, monkeypatch):
    """A rebuild that dies before the swap leaves the old index in use; the next one cleans up."""
    with monkeypatch.context() as patch:
        patch.setattr(index.generations.Generations, "switch_to", _crash)
        patch.setattr(index.generations.Generations, "remove_others", lambda _self: None)
        with pytest.raises(KeyboardInterrupt):
            build(catalogue, root, "whoosh", rebuild=True)
    assert len(generations(root)) == 2
    assert found(root, "overtime") == {"memo/1"}

    assert build(catalogue, root, "whoosh").mode is BuildMode.UNCHANGED
    assert generations(root) == [built.generation]


def _crash(*_args):
    raise KeyboardInterrupt


def test_count_that_does_not_fit(catalogue, root, built):
    """An index without as many pages as the catalogue never comes into use."""
    catalogue.put("new", ["overtime"])
    catalogue.miscounted_by = 1
    with pytest.raises(IndexCountError, match="4 pages and the catalogue 5"):
        build(catalogue, root, "whoosh", rebuild=True)
    assert generations(root) == [built.generation]
    assert found(root, "overtime") == {"memo/1"}


def test_count_lost_in_an_update(catalogue, root, built):
    """An index that lost pages unseen is found out and rebuilt, with the reason."""
    engine = current_engine(root, "whoosh")
    with engine.writer(revision=catalogue.revision()) as writer:
        writer.delete_document("memo")
    engine.close()

    report = build(catalogue, root, "whoosh")

    assert report.reason == "The index did not hold the pages of the catalogue."
    assert found(root, "overtime") == {"memo/1"}


def test_failing_catalogue_leaves_the_old_index(catalogue, root, built, monkeypatch):
    """When the catalogue cannot be read to the end, neither update nor rebuild changes anything."""
    monkeypatch.setattr(catalogue, "changed_since", _crash)
    catalogue.now += 1
    for rebuild in (False, True):
        with pytest.raises(KeyboardInterrupt):
            build(catalogue, root, "whoosh", rebuild=rebuild)
        assert generations(root) == [built.generation]
        assert found(root, "overtime") == {"memo/1"}


def test_catalogue_replaced(catalogue, root, built):
    """A catalogue older than its index is another one, so the index is rebuilt from it."""
    catalogue.now = 0
    report = build(catalogue, root, "whoosh")
    assert report.reason == "The catalogue is older than the index."
    assert build(catalogue, root, "whoosh").mode is BuildMode.UNCHANGED


def test_empty_catalogue(catalogue, root):
    """An empty catalogue makes an empty index, and once."""
    catalogue.documents.clear()
    assert build(catalogue, root, "whoosh").pages == 0
    assert found(root, "*") == set()
    assert build(catalogue, root, "whoosh").mode is BuildMode.UNCHANGED


def test_full_disk(catalogue, root, built, monkeypatch):
    """When the disk is full the error says so, the old index stays, and later builds work."""
    catalogue.put("new", ["overtime"])
    for rebuild in (False, True):
        with monkeypatch.context() as patch:
            patch.setattr(index.whoosh_files, "sync_file", _disk_full)
            with pytest.raises(IndexWriteError, match="No space left"):
                build(catalogue, root, "whoosh", rebuild=rebuild)
        assert found(root, "overtime") == {"memo/1"}
    assert build(catalogue, root, "whoosh").mode is BuildMode.UPDATED
    assert found(root, "overtime") == {"memo/1", "new/1"}


def _disk_full(_path):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_one_build_at_a_time(catalogue, root, built):
    """A second build is refused while one runs."""
    with FileLock(root / "whoosh" / "LOCK"), pytest.raises(IndexLockedError):
        build(catalogue, root, "whoosh")


def _write_endlessly(folder):
    engine = WhooshEngine(folder)
    for revision in range(100, 10_000):
        with engine.writer(revision=revision) as writer:
            writer.delete_document("churn")
            for number in range(1, 40):
                writer.add(IndexPage("churn", number, f"churn revision{revision}"))


@pytest.mark.parametrize("after_s", [0.05, 0.21, 0.42])
def test_killed_in_the_middle_of_commits(catalogue, root, built, after_s):
    """After a kill the index opens as some whole commit left it, and updates go on."""
    folder = root / "whoosh" / built.generation
    process = multiprocessing.get_context("spawn").Process(target=_write_endlessly, args=(folder,))
    process.start()
    engine = WhooshEngine(folder)
    while engine.info().revision < 100:
        time.sleep(0.01)
    time.sleep(after_s)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    engine.close()

    engine = WhooshEngine(folder)
    revision = engine.info().revision
    assert engine.search(parse(f"revision{revision}").query).total == 39
    assert engine.search(parse("*").query).total == 42
    engine.close()
    catalogue.now = 20_000
    report = build(catalogue, root, "whoosh")
    assert (report.mode, report.pages) == (BuildMode.REBUILT, 3)
    assert found(root, "overtime") == {"memo/1"}


def test_live_engine_follows_updates_and_rebuilds(catalogue, root, built):
    """A service sees an update with the engine it has, and a rebuild with a new one."""
    live = LiveEngine(root, "whoosh")
    before = live.current()
    catalogue.put("new", ["overtime"])
    build(catalogue, root, "whoosh")
    assert live.current() is before
    assert before.search(parse("overtime").query).total == 2

    rebuilt = build(catalogue, root, "whoosh", rebuild=True)

    assert live.current().info().generation == rebuilt.generation
    # whoever still has the old engine can go on with it
    assert before.search(parse("overtime").query).total == 2
    live.close()


def test_live_engine_waits_for_the_first_build(catalogue, root):
    """A service may start before there is an index and finds it when it is built."""
    live = LiveEngine(root, "whoosh")
    with pytest.raises(IndexMissingError):
        live.current()
    build(catalogue, root, "whoosh")
    assert live.current().info().pages == 3
    live.close()
