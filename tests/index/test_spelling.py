import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spelling import SpellingTable, is_within
from index.word_list import WordList

words = st.text("abc", max_size=7)
accented = st.text("abé1-", max_size=7)


def edits(one, other):
    """Optimal string alignment, as it stands in the textbooks."""
    table = {(row, 0): row for row in range(len(one) + 1)}
    table |= {(0, column): column for column in range(len(other) + 1)}
    for row, left in enumerate(one, 1):
        for column, right in enumerate(other, 1):
            table[row, column] = min(
                table[row - 1, column] + 1,
                table[row, column - 1] + 1,
                table[row - 1, column - 1] + (left != right),
            )
            if one[row - 2 : row] == other[column - 2 : column][::-1] and row > 1 < column:
                swapped = table[row - 2, column - 2] + 1
                table[row, column] = min(table[row, column], swapped)
    return table[len(one), len(other)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("flores", "flores", 0),
        ("flores", "fiores", 1),
        ("flores", "lores", 1),
        ("flores", "florres", 1),
        ("flores", "folres", 1),
        ("flores", "gflorse", 2),
        ("ca", "abc", 3),
        ("", "ab", 2),
    ],
)
def test_edits(one, other, expected):
    """Letters added, left out, exchanged or swapped are one edit each."""
    assert [expected <= distance for distance in (1, 2)] == [
        is_within(one, other, distance) for distance in (1, 2)
    ]


@given(words, words, st.sampled_from([1, 2]))
def test_as_the_whole_table_says(one, other, distance):
    """The band alone gives what the whole table gives."""
    assert (edits(one, other) <= distance) == is_within(one, other, distance)


@given(st.sets(accented), accented, st.sampled_from([1, 2]))
def test_a_vocabulary_at_once(vocabulary, token, distance):
    """All words compared at once give what each alone gives."""
    ordered = sorted(vocabulary)
    found = SpellingTable(WordList.of(ordered)).within(token, distance).tolist()
    assert [is_within(word, token, distance) for word in ordered] == [
        place in found for place in range(len(ordered))
    ]


class Counting(str):
    """A word that counts how often one of its characters is looked at."""

    __slots__ = ("looks",)

    def __getitem__(self, place):
        self.looks = getattr(self, "looks", 0) + 1
        return super().__getitem__(place)


def test_huge_words_are_cheap():
    """A word of thousands of letters is compared in steps of its length, not of its square."""
    word = Counting("a" * 3_999 + "b")
    assert is_within("a" * 4_000, word, 1)
    assert word.looks < 20 * len(word)
    table = SpellingTable(WordList.of(["a" * 3_997 + "bca", "a" * 4_001, "b" * 4_000]))
    assert table.within("a" * 4_000, 2).tolist() == [0, 1]
