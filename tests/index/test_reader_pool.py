from concurrent.futures import ThreadPoolExecutor

import pytest

from index.reader_pool import MAX_IDLE, ReaderPool


class FakeReader:
    def __init__(self, commit):
        self.commit = commit
        self.closed = False

    def close(self):
        assert not self.closed
        self.closed = True


class FakeIndex:
    """Commits are numbers; every reader ever opened is kept to look at."""

    def __init__(self):
        self.commit = 1
        self.opened = []
        self.shared = []
        self.gone = False

    def latest(self):
        if self.gone:
            raise FileNotFoundError
        return self.commit

    def open(self):
        self.latest()
        self.opened.append(FakeReader(self.commit))
        return self.commit, self.opened[-1]

    def share(self, reader):
        self.shared.append(reader.commit)
        return f"of {reader.commit}"


@pytest.fixture
def index():
    return FakeIndex()


@pytest.fixture
def pool(index):
    return ReaderPool(index.latest, index.open, index.share)


def test_a_reader_is_lent_again(index, pool):
    """One request after the other needs one reader, and its commit is read once."""
    for _ in range(3):
        with pool.lend() as (reader, shared, commit):
            assert (reader.commit, shared, commit) == (1, "of 1", 1)
    assert (len(index.opened), index.shared) == (1, [1])


def test_two_at_once_have_two_readers(index, pool):
    """A reader is never in two hands, while what is shared is."""
    with pool.lend() as (one, shared, _), pool.lend() as (other, also_shared, _):
        assert one is not other
        assert shared is also_shared


def test_a_commit_is_noticed(index, pool):
    """After a commit readers are opened anew and old ones closed, those in use when given back."""
    with pool.lend():
        pass
    with pool.lend() as (old, _, _):
        index.commit = 2
        with pool.lend() as (_, shared, commit):
            assert (shared, commit) == ("of 2", 2)
        assert not old.closed
    assert [reader.closed for reader in index.opened] == [True, False]


def test_readers_go_on_when_the_folder_is_gone(index, pool):
    """Where no reader can be opened any more, the open ones are shared by turns."""
    with pool.lend():
        pass
    index.gone = True

    def use(_):
        with pool.lend() as (reader, _, _):
            return reader

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(use, range(20))) == set(index.opened)


def test_gone_before_it_was_ever_read(index, pool):
    """Without any open reader a folder that is gone is an error."""
    index.gone = True
    with pytest.raises(FileNotFoundError), pool.lend():
        pass


def test_few_idle_readers_are_kept(index, pool):
    """After a rush only some readers stay open."""
    lent = [pool.lend() for _ in range(MAX_IDLE + 3)]
    for lending in lent:
        lending.__enter__()
    for lending in lent:
        lending.__exit__(None, None, None)
    assert sum(not reader.closed for reader in index.opened) == MAX_IDLE


def test_closing(index, pool):
    """Closing closes idle readers at once and the others when they come back."""
    with pool.lend(), pool.lend():
        pass
    with pool.lend() as (reader, _, _):
        pool.close()
        assert [each for each in index.opened if not each.closed] == [reader]
    assert reader.closed
