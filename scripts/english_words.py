"""Make ``ingest/english_words.txt`` of a word list: its words as Blotter compares them.

Run with ``python -m scripts.english_words LIST``; a line of LIST is a word. The list there now is
that of SCOWL for American English, small size; ``ingest/english_words.LICENSE`` says on what terms.
"""

import argparse
from pathlib import Path

from index.analysis import fold

TARGET = Path(__file__).parent.parent / "ingest" / "english_words.txt"
SHORTEST = 3
"""Shorter words are not compared."""


def english(lines: list[str]) -> list[str]:
    """The words of a list, folded, each once, in order; possessives are left out."""
    words = {fold(line.strip().removesuffix("'s")) for line in lines}
    return sorted(word for word in words if word.isalpha() and len(word) >= SHORTEST)


def main() -> None:
    """Write the words of a list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("list", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    arguments = parser.parse_args()
    words = english(arguments.list.read_text(encoding="utf-8").splitlines())
    arguments.out.write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
