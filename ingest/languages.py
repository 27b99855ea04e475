"""Whether a page looks like another language, told by the small words every text is full of."""

from collections.abc import Iterable, Sequence

_FREQUENT = {
    "eng": (
        "the of and to in that is was for it with as his on be at by had not are but from or have "
        "they which were her she will been would who has when there their then after before"
    ),
    "spa": (
        "de la que el en los del se las por un para con una su al lo como más pero sus le ya este "
        "porque esta entre cuando muy sobre también hasta hay donde quien desde durante fue "
        "había sido ante según mismo otro otra todo nada fueron tenía estaba"
    ),
}
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _FREQUENT.items()}
"""Words that are frequent in one language and rare in the others: ``no``, ``a`` and ``son`` would
say nothing."""
_LETTERS = {"eng": frozenset(), "spa": frozenset("áéíóúñ¿¡")}
_LEAST_SHARE = 0.05
"""Of a page's words. Small words are over a third of a text, so a sixth of a page is enough;
streets and families named ``de la`` and ``del`` stay below."""
_LEAST_DIFFERENT = 4


def can_be_told(languages: Sequence[str]) -> bool:
    """Whether there is more than one language, and each is known by its words.

    Args:
        languages: Tesseract's names.
    """
    return len(languages) > 1 and all(language in _SMALL_WORDS for language in languages)


def looks_like(language: str, words: Iterable[str]) -> bool:
    """Whether a page, or a good part of it, seems to be in a language.

    Args:
        language: Tesseract's name of one that can be told.
        words: Of the page, as they were read, maybe by the rules of another language.
    """
    plain = [word.strip(".,;:()\"'").lower() for word in words if not _is_name(word)]
    found = [word for word in plain if _is_of(language, word)]
    many = len(found) >= _LEAST_SHARE * len(plain)
    return many and len(set(found)) >= _LEAST_DIFFERENT


def _is_of(language: str, word: str) -> bool:
    return word in _SMALL_WORDS[language] or not _LETTERS[language].isdisjoint(word)


def _is_name(word: str) -> bool:
    """Whether it has a capital alone in front, as names have; forms are all in capitals."""
    return word[:1].isupper() and not word.isupper()
