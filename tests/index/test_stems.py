"""English stems, and the lists of them that are kept beside an index."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import fold
from index.engine import IndexPage
from index.expansion import fits
from index.memory_engine import MemoryEngine
from index.parse import parse
from index.query import Stem
from index.segment_arrays import ends_of, pack_strings
from index.stem_arrays import stem_arrays
from index.stems import has_stem, stem, stems
from index.whoosh_engine import WhooshEngine


@pytest.mark.parametrize(
    "forms",
    [
        "complaint complaints",
        "complain complains complained complaining",
        "investigate investigated investigating investigation investigations investigator",
        "policy policies",
        "officer officers",
        "department departments",
        "informant informants",
        "detainer detained detain",
    ],
)
def test_forms_have_one_stem(forms):
    """The forms of a word are forms of each other."""
    assert len(set(stems(forms.split()))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("officer", "office"),
        ("department", "departed"),
        ("informant", "information"),
        ("internal", "intern"),
        ("police", "policy"),
        ("ins", "in"),
        ("its", "it"),
        ("iad2019s", "iad2019"),
        ("1990s", "1990"),
        ("as", "a"),
        ("дела", "дел"),
    ],
)
def test_other_words_have_other_stems(one, other):
    """Words that are no forms of each other, and what is no English word, are kept apart."""
    assert stem(one) != stem(other)
    assert not fits(Stem(one), other)


@given(
    st.text().map(fold).filter(bool)
    | st.from_regex(r"[a-z]{1,12}(ed|ing|s|ly|er)?", fullmatch=True)
)
def test_stems_are_not_too_short(word):
    """A stem has three letters at least, and a word that has none is its own."""
    if has_stem(word):
        assert len(stem(word)) >= 3
    else:
        assert stem(word) == word


def test_many_threads():
    """Threads that stem at once get the stems of their own words."""
    words = [f"{letter}{ending}" for letter in "abcdefghij" for ending in ("oating", "oated")] * 50
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stems, [words] * 16))
    assert found == [[f"{word[0]}oat" for word in words]] * 16


words = st.sampled_from(
    ["force", "forces", "forced", "forcing", "task", "tasks", "a", "17", "ices"]
)


@settings(deadline=None)  # two indexes on disk for each
@given(pages=st.lists(st.lists(words, max_size=8).map(" ".join), max_size=6), data=st.data())
def test_engines_agree(tmp_path_factory, pages, data):
    """With arrays, without and in memory, stems find the same pages with the same scores."""
    cut = data.draw(st.integers(0, len(pages)))
    removed = data.draw(st.booleans())
    made = [IndexPage(f"d{n}", 1, text, title=text[::2]) for n, text in enumerate(pages)]
    folder = tmp_path_factory.mktemp("index")
    engines = [
        MemoryEngine(),
        WhooshEngine.create(folder / "whoosh", "g", arrays_from=1_000_000),
        WhooshEngine.create(folder / "arrays", "g", arrays_from=0),
    ]
    for engine in engines:
        for revision, part in enumerate((made[:cut], made[cut:]), 1):
            with engine.writer(revision=revision) as writer:
                if removed:
                    writer.delete_document("d0")
                for page in part:
                    writer.add(page)
    for typed in ("forces", "task -forced", "tasks OR ice", "title:forced", "forces w/1 task", "a"):
        oracle, *others = [engine.search(parse(typed).query) for engine in engines]
        assert others == [oracle, oracle], typed
    for engine in engines:
        engine.close()


def test_many_postings_are_merged_in_steps():
    """However many postings are merged at once, the lists are the same."""
    spelled = sorted(
        f"{root}{ending}".encode() for root in ("boat", "task") for ending in ("", "s")
    )
    content, ends = pack_strings(spelled)
    lists = {
        "words": content,
        "word_ends": ends,
        "rows": np.array([0, 2, 1, 2, 0, 1], dtype=np.int32),
        "counts": np.array([1, 2, 3, 4, 5, 6], dtype=np.int32),
        "posting_ends": ends_of(np.array([2, 2, 1, 1])),
    }
    whole = stem_arrays(lists, 3)
    for name, values in stem_arrays(lists, 3, at_once=1).items():
        assert values.tolist() == whole[name].tolist()
    assert whole["stem_rows"].tolist() == [0, 1, 2, 0, 1]
    assert whole["stem_counts"].tolist() == [1, 3, 6, 5, 6]
