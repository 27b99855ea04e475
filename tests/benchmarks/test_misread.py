from collections.abc import Sequence

import pytest

from benchmarks.aligned import align
from benchmarks.born_digital import Original
from benchmarks.misread_items import (
    MOST_PAGES,
    Item,
    Kind,
    choose_items,
    everyday_words,
    is_identifier,
)
from benchmarks.misread_pairs import pairs_of
from benchmarks.recall import Gain, Tally
from benchmarks.truth import Truth
from ingest.records import Box, Page, PageSource, Word

PROSE = [
    "the witness said that officers were walking towards the garage",
    "officers walked past the garage and the witness called again",
    "the garage was empty when the witness and the officers came again",
]
REPORTS = [
    "Reported by Ottilie Brandvoll\nCase 2019-00417 on 2019-04-17",
    "Ottilie Brandvoll called 617-555-0142\nThe garage was empty again.",
    "Seen near the garage: Magnus Tervola, case 201900417",
]


def page(words: Sequence[tuple[str, Box]]) -> Page:
    """A page of one line."""
    text = " ".join(word for word, _ in words)
    placed, start = [], 0
    for word, box in words:
        placed.append(Word(start, start + len(word), box))
        start += len(word) + 1
    return Page(1, 612, 792, PageSource.OCR, text, tuple(placed))


def original(text: str) -> Original:
    return Original("", Page(1, 612, 792, PageSource.TEXT_LAYER, text, words_of(text)))


def words_of(text: str) -> tuple[Word, ...]:
    """Every solid run of characters as a word; boxes are of no matter."""
    found, start = [], 0
    for solid in text.split():
        start = text.index(solid, start)
        found.append(Word(start, start + len(solid), Box(0, 0, 1, 1)))
        start += len(solid)
    return tuple(found)


@pytest.mark.parametrize("word", ["I192078412", "617-555-0142", "U14-04865", "201900417"])
def test_numbers_of_cases_and_telephones_are_identifiers(word: str):
    """Letters, digits and hyphens with at least four digits name something."""
    assert is_identifier(word)


@pytest.mark.parametrize("word", ["2019-04-17", "04-17-2019", "garage", "3rd", "4:15", "$1,200.00"])
def test_days_times_and_sums_are_no_identifiers(word: str):
    """Many numbers on a page name nothing that anybody searches for."""
    assert not is_identifier(word)


def test_everyday_words_stand_in_small_letters_on_several_pages():
    """A word that is always written large may be a name."""
    everyday = everyday_words([*PROSE, *REPORTS])
    assert {"garage", "witness", "again"} <= everyday
    assert not everyday & {"ottilie", "brandvoll", "magnus", "towards"}


def test_items_are_of_every_kind():
    """Names, words, identifiers and full names are taken from the pages, as they are typed."""
    texts = [*PROSE, *REPORTS]
    items = choose_items(texts, everyday_words(texts), 500, seed=1)
    by_kind = {kind: {item.text for item in items if item.kind is kind} for kind in Kind}
    assert by_kind[Kind.NAME] >= {"ottilie", "brandvoll", "magnus", "tervola"}
    assert by_kind[Kind.WORD] == {"garage", "witness", "again", "officers"}
    assert by_kind[Kind.IDENTIFIER] == {"2019-00417", "617-555-0142", "201900417"}
    assert by_kind[Kind.PHRASE] == {"ottilie brandvoll", "magnus tervola"}


def test_a_seed_chooses_the_same_items_each_time():
    """Items depend on the pages and the seed alone."""
    texts = [f"Seen: Person{chr(97 + n)} and the garage" for n in range(26)]
    first, again = (choose_items(texts, frozenset({"garage"}), 20, seed=1) for _ in range(2))
    assert first == again != choose_items(texts, frozenset({"garage"}), 20, seed=2)


def test_what_stands_everywhere_is_no_item():
    """Whoever searches wants few pages; a form's own words are on all of them."""
    texts = ["Registry of Ottilie"] * (MOST_PAGES + 1) + ["Registry of Magnus"]
    items = choose_items(texts, frozenset(), 500, seed=1)
    assert {item.text for item in items} == {"magnus"}


def test_the_truth_of_a_plain_word_is_its_forms_and_of_a_quoted_one_itself():
    """What a page truly holds is read as the query is."""
    truth = Truth(dict(enumerate(map(original, PROSE))))
    item = Item(Kind.WORD, "walking")
    assert truth.pages(item, "walking") == {0, 1}
    assert truth.pages(item, '"walking"') == {0}


def test_an_identifier_is_held_however_it_is_parted():
    """Hyphens make no other number; another digit does."""
    truth = Truth(dict(enumerate(map(original, [*REPORTS, "Case 2019-00411"]))))
    item = Item(Kind.IDENTIFIER, "2019-00417")
    assert truth.pages(item, "2019-00417") == {0, 2}
    assert truth.stretches(item, "2019-00417", 0) == [(35, 45)]


def test_a_phrase_stands_where_both_its_words_do():
    """A stretch of a phrase is all of it."""
    truth = Truth(dict(enumerate(map(original, REPORTS))))
    item = Item(Kind.PHRASE, "ottilie brandvoll")
    assert truth.pages(item, '"ottilie brandvoll"') == {0, 1}
    assert truth.stretches(item, '"ottilie brandvoll"', 1) == [(0, 17)]


def test_answers_are_added_up():
    """Three of four true pages found and one false one are counted as such."""
    tally = Tally()
    tally.add(frozenset({1, 2, 3}), frozenset({1, 2, 9}))
    tally.add(frozenset({4}), frozenset({4}))
    assert (tally.true, tally.found, tally.false) == (4, 3, 1)
    assert tally.recall == 0.75
    assert tally.false_share == 0.25


def test_what_a_wider_search_adds_is_told_from_what_was_there():
    """Of four missed pages three can be read and two are found; one of two false ones is new."""
    gain = Gain()
    gain.add(
        true=frozenset({1, 2, 3, 4, 5}),
        narrow=frozenset({1, 8}),
        wide=frozenset({1, 2, 3, 8, 9}),
        readable=frozenset({2, 3, 4}),
    )
    assert (gain.missed, gain.regained, gain.readable, gain.false_added) == (4, 2, 3, 1)
    assert gain.share == 0.5
    assert gain.ceiling == 0.75
    assert gain.false_share == 0.2


def test_nothing_added_up_is_no_share_of_anything():
    """Without items there is nothing to divide by."""
    assert (Tally().recall, Tally().false_share) == (0, 0)
    assert (Gain().share, Gain().ceiling, Gain().false_share) == (0, 0, 0)


def test_words_are_aligned_by_where_they_stand():
    """A word read in two, two read as one, one read as another and one not read at all."""
    line = (0.1, 0.12)
    true = page([(name, Box(left, line[0], right, line[1])) for name, left, right in (
        ("brandvoll", 0.0, 0.2), ("by", 0.22, 0.26), ("him", 0.27, 0.33),
        ("garage", 0.4, 0.5), ("lost", 0.8, 0.9),
    )])  # fmt: skip
    read = page([(name, Box(left, line[0] + 0.002, right, line[1])) for name, left, right in (
        ("brand", 0.0, 0.1), ("vo11", 0.12, 0.2), ("byhim", 0.22, 0.33), ("garaqe", 0.4, 0.51),
        ("elsewhere", 0.6, 0.7),
    )])  # fmt: skip
    groups = [
        ([true.text[w.start : w.end] for w in g.true], [read.text[w.start : w.end] for w in g.read])
        for g in align(true.words, read)
    ]
    assert groups == [
        (["brandvoll"], ["brand", "vo11"]),
        (["by", "him"], ["byhim"]),
        (["garage"], ["garaqe"]),
        (["lost"], []),
    ]


def test_words_of_the_next_line_are_not_aligned():
    """Boxes that touch at their edges stand in different places."""
    true = page([("garage", Box(0.1, 0.10, 0.3, 0.12))])
    read = page([("officer", Box(0.1, 0.118, 0.3, 0.138))])
    assert [group.read for group in align(true.words, read)] == [()]


@pytest.mark.parametrize(
    ("true", "read", "pairs"),
    [
        (["flores"], ["f1ores"], [("flores", "f1ores")]),
        (["flores"], ["flo", "res"], [("flores", "flo res")]),
        (["of", "flores"], ["offlores"], [("of flores", "offlores")]),
        (["2019", "00417"], ["2019", "oo417"], [("2019", "2019"), ("00417", "oo417")]),
        (["flores"], [], []),
        (["a", "b", "c", "d"], ["abcd"], []),
    ],
)
def test_words_of_one_place_make_pairs(true, read, pairs):
    """As many words as were read are paired one by one, a few others as a whole."""
    assert list(pairs_of(true, read)) == pairs
