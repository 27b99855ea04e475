"""Pages that come quickly are stored together, and none waits long."""

import pytest

from ingest.catalogue_writer import CatalogueWriter
from ingest.page_batches import LONGEST_WAIT_S, PageBatches
from ingest.records import DocumentState, Page, PageSource
from tests.ingest.test_catalogue import RELEASE, add, failure_of, text_page
from tests.ingest.test_pipeline import World, texts


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def catalogue(tmp_path):
    made = CatalogueWriter(tmp_path / "catalogue.sqlite")
    made.save_release(RELEASE)
    yield made
    made.close()


@pytest.fixture
def clock():
    return Clock()


def stored(catalogue: CatalogueWriter, document_id: str) -> list[int]:
    return [page.number for page in catalogue.pages(document_id)]


def page(number: int, seconds: float = 0.001) -> Page:
    return Page(number, 612, 792, PageSource.TEXT_LAYER, f"page {number}", seconds=seconds)


def test_quick_pages_together(catalogue, clock):
    """Quick pages wait for each other, for half a second and no longer."""
    document_id = add(catalogue, pages=4)
    batches = PageBatches(catalogue, clock)
    assert batches.wait_s is None
    for number in (1, 2):
        batches.add(document_id, page(number))
    assert stored(catalogue, document_id) == []

    clock.now += LONGEST_WAIT_S / 2
    batches.store_if_due()
    assert stored(catalogue, document_id) == []
    assert batches.wait_s == pytest.approx(LONGEST_WAIT_S / 2)

    clock.now += LONGEST_WAIT_S / 2
    batches.store_if_due()
    assert (stored(catalogue, document_id), batches.wait_s) == ([1, 2], None)


def test_slow_page_at_once(catalogue, clock):
    """A page that took long to read is stored at once, with those that waited."""
    document_id = add(catalogue, pages=4)
    batches = PageBatches(catalogue, clock)
    batches.add(document_id, page(1))
    batches.add(document_id, page(2, seconds=1.5))
    assert stored(catalogue, document_id) == [1, 2]
    batches.add(document_id, page(3))
    assert stored(catalogue, document_id) == [1, 2]


def test_effort_adds_up(catalogue, clock):
    """What waits is never worth more than half a second of reading."""
    document_id = add(catalogue, pages=4)
    batches = PageBatches(catalogue, clock)
    for number in (1, 2, 3):
        batches.add(document_id, page(number, seconds=LONGEST_WAIT_S / 2))
    assert stored(catalogue, document_id) == [1, 2]


def test_failed_page_at_once(catalogue, clock):
    """A page that failed may have taken minutes to: it is stored at once, with its failure."""
    document_id = add(catalogue, pages=2)
    batches = PageBatches(catalogue, clock)
    batches.add(document_id, Page(1, 0, 0, PageSource.FAILED), failure_of(document_id, 1))
    assert stored(catalogue, document_id) == [1]
    assert [one.page for one in catalogue.failures()] == [1]


def test_much_text_at_once(catalogue, clock):
    """What waits takes little memory, however long the pages are."""
    document_id = add(catalogue, pages=9)
    batches = PageBatches(catalogue, clock)
    for number in (1, 2, 3):
        batches.add(document_id, text_page(number, "x" * 5_000_000))
    assert stored(catalogue, document_id) == [1, 2]


def test_as_one_by_one(catalogue, clock):
    """Stored together, pages and their words are as they would be one by one."""
    document_id = add(catalogue, pages=2)
    batches = PageBatches(catalogue, clock)
    for number, text in enumerate(("first", "second"), start=1):
        batches.add(document_id, text_page(number, text))
    batches.store()
    again = [catalogue.page(document_id, number, with_words=True) for number in (1, 2)]
    assert [(one.text, [(w.start, w.end) for w in one.words]) for one in again] == [
        ("first", [(0, 5)]),
        ("second", [(0, 6)]),
    ]
    assert catalogue.document(document_id).state is DocumentState.DONE


def test_interrupted_run(tmp_path):
    """What was read when a run is interrupted is stored, though its time to wait was not over."""
    world = World(tmp_path)
    world.put("a.txt", *(f"line {number}" for number in range(12)))
    world.readers.stop_after = 6
    with pytest.raises(KeyboardInterrupt):
        world.ingest()
    first = [text for text in texts(world)["a.txt"] if text]
    assert len(first) >= 4

    world.readers.stop_after = None
    world.readers.read.clear()
    world.ingest()
    assert len(texts(world)["a.txt"]) == 12
    assert not {text for text, _ in world.readers.read} & set(first)
