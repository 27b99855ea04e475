"""Arrays beside the index: whatever becomes of them, the answers stay the same."""

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

import index.arrays
import index.sidecar
from index.arrays import are_sound
from index.engine import IndexPage, Sort
from index.errors import IndexDamagedError
from index.parse import parse
from index.query import Everything, TextField
from index.whoosh_engine import WhooshEngine

QUERIES = [
    "w1",
    "w1 w2",
    "w1 OR w30 OR w39",
    '"w1 w2"',
    '"w1 w* w2"',
    "w*",
    "w1 -w2",
    "-w1",
    "w2 date:[2017-01-10 TO 2017-03-01]",
    "title:w3 w1",
    "(w1 OR w2) (w3 OR -w4)",
]
NEVER = 1_000_000


def pages_of(document, count=7):
    chance = random.Random(document)
    words = [f"w{int(chance.paretovariate(0.5)) % 40}" for _ in range(count * 30)]
    gaps = chance.choices([" ", "-", "-\n"], [8, 1, 1], k=len(words))
    for number in range(1, count + 1):
        part = range((number - 1) * 30, number * 30)
        text = "".join(words[place] + gaps[place] for place in part)
        day = date(2017, 1, 1) + timedelta(days=chance.randrange(90))
        yield IndexPage(document, number, text, title=text[:5], date=day)


def write(engine, added, *, removed=(), revision=1):
    with engine.writer(revision=revision) as writer:
        for document in removed:
            writer.delete_document(document)
        for document in added:
            for page in pages_of(document):
                writer.add(page)


def answers(engine):
    """All there is to see of an engine."""
    queries = [parse(typed).query for typed in QUERIES] + [Everything()]
    found = [
        engine.search(query, sort=sort, offset=offset, limit=9)
        for query in queries
        for sort in Sort
        for offset in (0, 205)
    ]
    return found, [list(engine.scan(query)) for query in queries], engine.terms("w")


def uses_arrays(engine):
    with engine._reading() as (postings, _):
        return isinstance(postings, index.array_postings.ArrayPostings)


@pytest.fixture
def folder(tmp_path):
    """An index of three segments, with deletions in two of them."""
    engine = WhooshEngine.create(tmp_path / "g", "g", arrays_from=0)
    write(engine, [f"d{n}" for n in range(30)])
    write(engine, ["d3", "e1"], removed=["d3", "d4"], revision=2)
    write(engine, ["d5", "e2"], removed=["d5", "e1"], revision=3)
    engine.close()
    return tmp_path / "g"


@pytest.fixture
def expected(folder):
    engine = WhooshEngine(folder, arrays_from=NEVER)
    assert not uses_arrays(engine)
    yield answers(engine)
    engine.close()


def opened(folder, **options):
    return WhooshEngine(folder, arrays_from=options.get("arrays_from", 0))


def files_of(folder):
    return sorted((folder / "arrays").glob("*.arrays"))


def test_several_segments_with_deletions(folder, expected):
    """Over several segments, some of whose pages are deleted, arrays answer what Whoosh does."""
    assert len(files_of(folder)) > 1
    engine = opened(folder)
    assert uses_arrays(engine)
    assert answers(engine) == expected
    engine.close()


@pytest.mark.parametrize("harm", ["missing", "cut off", "empty", "of another segment", "no folder"])
def test_harmed_arrays_are_written_anew(folder, expected, harm):
    """Files that are missing, broken or stale cost one decoding and change no answer."""
    first, *others = files_of(folder)
    if harm == "missing":
        first.unlink()
    elif harm == "cut off":
        first.write_bytes(first.read_bytes()[:-8])
    elif harm == "empty":
        first.write_bytes(b"")
    elif harm == "of another segment":
        first.write_bytes(others[0].read_bytes())
    else:
        for path in (folder / "arrays").iterdir():
            path.unlink()
        (folder / "arrays").rmdir()
    engine = opened(folder)
    assert uses_arrays(engine)
    assert answers(engine) == expected
    assert first.stat().st_size > 100
    engine.close()


def test_arrays_of_another_version(folder, expected, monkeypatch):
    """After an update of Blotter that lays arrays out differently they are written anew."""
    monkeypatch.setattr(index.sidecar, "FORMAT_VERSION", 99)
    before = [path.read_bytes()[:600] for path in files_of(folder)]
    engine = opened(folder)
    assert answers(engine) == expected
    assert [path.read_bytes()[:600] for path in files_of(folder)] != before
    engine.close()


def test_where_nothing_can_be_written(folder, expected, monkeypatch):
    """Where arrays cannot be written, Whoosh answers from its own lists."""
    for path in files_of(folder):
        path.unlink()
    monkeypatch.setattr(index.sidecar, "write_arrays", _fail)
    monkeypatch.setattr(index.sidecar, "DECODED_PAGES", 0)
    engine = opened(folder)
    assert not uses_arrays(engine)
    assert answers(engine) == expected
    engine.close()


def _fail(*_):
    raise OSError(28, "No space left on device")


def test_arrays_that_come_later_are_taken_up(folder, expected, monkeypatch):
    """An engine that found no arrays uses them as soon as another process has written them."""
    for path in files_of(folder):
        path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(index.sidecar, "write_arrays", _fail)
        patch.setattr(index.sidecar, "DECODED_PAGES", 0)
        early = opened(folder)
        assert not uses_arrays(early)
    opened(folder).close()
    assert uses_arrays(early)
    assert answers(early) == expected
    early.close()


def test_old_arrays_are_removed(folder):
    """Only segments that the latest commit uses have arrays, and no rubbish of a crash stays."""
    (folder / "arrays" / "x.arrays.123.new").write_bytes(b"half")
    engine = opened(folder)
    with engine.writer(revision=4) as writer:
        for document in {hit.document_id for hit in engine.scan(Everything())}:
            writer.delete_document(document)
        writer.add(IndexPage("last", 1, "word"))
    assert len(files_of(folder)) == len(list(folder.glob("*.trm")))
    assert not list((folder / "arrays").glob("*.new"))
    assert engine.search(parse("word").query).total == 1
    engine.close()


def test_update_leaves_old_segments_alone(folder):
    """An update writes arrays of the new segment only."""
    before = {path: path.stat().st_ino for path in files_of(folder)}
    engine = opened(folder)
    write(engine, ["f1"], revision=4)
    after = {path: path.stat().st_ino for path in files_of(folder)}
    assert before.items() < after.items() or len(after) < len(before)  # unless Whoosh merged them
    engine.close()


def test_small_index_has_no_arrays(tmp_path):
    """Below the limit there is no folder of arrays."""
    engine = WhooshEngine.create(tmp_path / "g", "g")
    write(engine, ["d1"])
    assert not (tmp_path / "g" / "arrays").exists()
    engine.close()


def test_threads_share_arrays(folder, expected):
    """Threads that search at once, without a reader each, get what one alone gets."""
    engine = opened(folder)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: answers(engine), range(8)))
    assert found == [expected] * 8
    engine.close()


KILLED = """
import sys, time
from pathlib import Path
import index.arrays
from index.engine import IndexPage
from index.whoosh_engine import WhooshEngine

sync = index.arrays.sync_file
def slowly(path):
    print("writing", flush=True)
    time.sleep(float(sys.argv[2]))
    sync(path)
index.arrays.sync_file = slowly
engine = WhooshEngine(Path(sys.argv[1]), arrays_from=0)
for revision in range(4, 100):
    with engine.writer(revision=revision) as writer:
        writer.delete_document("k")
        writer.add(IndexPage("k", 1, f"killed w1 w2 r{revision}"))
"""


@pytest.mark.parametrize("after_s", [0.0, 0.05, 0.15, 0.4])
def test_killed_while_writing(folder, after_s):
    """Killed at any moment of writing arrays, the index answers from its last commit."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", KILLED, str(folder), "0.02"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
        process.stdout.readline()
        time.sleep(after_s)
        process.kill()
    engine = opened(folder)
    plain = opened(folder, arrays_from=NEVER)
    assert uses_arrays(engine)
    assert answers(engine) == answers(plain)
    assert engine.search(parse("killed").query).total == 1
    assert not list((folder / "arrays").glob("*.new"))
    write(engine, ["f2"], revision=200)
    assert engine.search(Everything()) == plain.search(Everything())
    engine.close()
    plain.close()


def let_rot(folder):
    """Overwrite which pages hold the words of the text, as a failing disk might."""
    (path,) = (folder / "arrays").glob("*.arrays")
    content = bytearray(path.read_bytes())
    with WhooshEngine(folder, arrays_from=1)._reading() as (postings, _):
        rows = postings._segments[0].fields[TextField.TEXT].rows
    rotten = rows.tobytes()
    begin = content.find(rotten)
    content[begin : begin + len(rotten)] = b"\x7f" * len(rotten)
    path.write_bytes(content)
    return path


def test_rotten_arrays_are_replaced(tmp_path):
    """Arrays that go bad on the disk fail one query with advice; then all is as before."""
    engine = WhooshEngine.create(tmp_path / "g", "g", arrays_from=1)
    write(engine, ["a", "b"])
    expected = answers(engine)
    engine.close()
    path = let_rot(tmp_path / "g")

    engine = WhooshEngine(tmp_path / "g", arrays_from=1)
    with pytest.raises(IndexDamagedError, match="Search again"):
        answers(engine)
    assert answers(engine) == expected
    assert not path.exists()
    engine.close()
    WhooshEngine(tmp_path / "g", arrays_from=1).close()
    assert are_sound(path)


@pytest.mark.parametrize(
    "ask",
    [
        lambda engine: engine.search(parse("w1").query),
        lambda engine: engine.search_documents(parse("w1").query),
        lambda engine: list(engine.scan(parse("w1").query)),
        lambda engine: engine.terms("w"),
        lambda engine: engine.pages_with(["w1"]),
        lambda engine: engine.missing(parse("w1").query),
    ],
    ids=["search", "search_documents", "scan", "terms", "pages_with", "missing"],
)
def test_rot_is_told_whatever_is_asked(tmp_path, ask):
    """Each question that meets rotten arrays says so, and is answered when it is asked again."""
    engine = WhooshEngine.create(tmp_path / "g", "g", arrays_from=1)
    write(engine, ["a", "b"])
    write(engine, [], removed=["b"], revision=2)  # so that counts are not taken as they stand
    expected = ask(engine)
    engine.close()
    let_rot(tmp_path / "g")

    engine = WhooshEngine(tmp_path / "g", arrays_from=1)
    with pytest.raises(IndexDamagedError, match="Search again"):
        ask(engine)
    assert ask(engine) == expected
    engine.close()


def test_faults_are_not_taken_for_rot(tmp_path):
    """An error over sound arrays stays what it is."""
    engine = WhooshEngine.create(tmp_path / "g", "g", arrays_from=1)
    write(engine, ["a"])
    engine.search(Everything())
    with pytest.raises(IndexError, match="ours"), engine._reading():
        raise IndexError("ours")
    engine.close()
