"""The sizes that keep the code readable."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "index", "ingest", "sample", "verify")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MOST_LINES_OF_A_MODULE = 400
MOST_LINES_OF_A_FUNCTION = 40
# Name what must be longer here, with the reason.
LONGER_MODULES: dict[str, str] = {}
LONGER_FUNCTIONS: dict[str, str] = {}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sizes(path):
    """No module is over 400 lines, no function over 40 without its docstring."""
    text = path.read_text()
    name = str(path.relative_to(ROOT))
    if name not in LONGER_MODULES:
        assert text.count("\n") <= MOST_LINES_OF_A_MODULE
    for node in ast.walk(ast.parse(text)):
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if is_function and f"{name}:{node.name}" not in LONGER_FUNCTIONS:
            assert _lines(node) <= MOST_LINES_OF_A_FUNCTION, node.name


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total
