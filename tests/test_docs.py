"""The documentation keeps up with the code."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

import index.errors
import ingest.errors
from app.cli import cli
from app.command_line import Exit
from app.errors import UnknownParameterError
from app.main import API_ROUTERS
from app.settings import Settings
from index.parse import parse
from index.query_warnings import WarningCode
from index.show import show

ROOT = Path(__file__).parent.parent
ERRORS = (ROOT / "docs/errors.md").read_text()
README = (ROOT / "README.md").read_text()
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")]

COMMANDS = get_command(cli).list_commands(None)


def codes(module) -> list[str]:
    return [
        kind.code
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Exception) and hasattr(kind, "code")
    ]


@pytest.mark.parametrize(
    "code", [*codes(ingest.errors), *codes(index.errors), UnknownParameterError.code]
)
def test_every_error_is_explained(code):
    """Every error code has its line."""
    assert f"| `{code}` |" in ERRORS


@pytest.mark.parametrize("code", [f"{exit_code.value}" for exit_code in Exit])
def test_every_exit_code_is_explained(code):
    """Every exit code has its line."""
    assert f"\n| {code} | " in ERRORS


@pytest.mark.parametrize("code", list(WarningCode))
def test_every_warning_is_explained(code):
    """Every warning of the parser has its line."""
    assert f"| `{code.value}` |" in (ROOT / "docs/query-syntax.md").read_text()


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_explained(name):
    """Every setting has its line."""
    assert f"| `BLOTTER_{name.upper()}` |" in (ROOT / "docs/settings.md").read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    """Every command is named in the README and explains itself with two real commands."""
    assert f"blotter {name}" in README
    command = get_command(cli).get_command(None, name)
    assert command.help
    assert (command.epilog or "").count(f"blotter {name}") >= 1


def test_every_address_is_listed():
    """Every address of the API has its line."""
    page = (ROOT / "docs/api.md").read_text()
    for address in [route.path for router in API_ROUTERS for route in router.routes]:
        short = address.replace("{document_id}", "{id}").replace("{number}", "{n}")
        assert re.search(rf"\| `{re.escape(short)}(\?[^`]*)?` \|", page), short


TABLE_QUERY = re.compile(r"^\| (`.*?`(?:, `.*?`)*) \|", re.MULTILINE)


def typed_examples() -> list[str]:
    table = (ROOT / "docs/query-syntax.md").read_text().split("## Warnings")[0]
    return [q for row in TABLE_QUERY.findall(table) for q in re.findall(r"`(.*?)`", row)]


READ_AS_ROW = re.compile(r"^\| (`.*?`(?:, `.*?`)*) \| (`.*?`(?:, `.*?`)*) \|", re.MULTILINE)


def examples_read_as() -> list[tuple[str, str]]:
    table = (ROOT / "docs/query-syntax.md").read_text().split("\n\n## ")[0]
    rows = [[re.findall(r"`(.*?)`", cell) for cell in row] for row in READ_AS_ROW.findall(table)]
    return [pair for typed, read_as in rows for pair in zip(typed, read_as, strict=True)]


def test_every_example_says_how_it_is_read():
    """Each example of the table has its meaning beside it."""
    assert [typed for typed, _ in examples_read_as()] == typed_examples()


@pytest.mark.parametrize(("typed", "read_as"), examples_read_as())
def test_every_example_is_read_as_the_table_says(typed, read_as):
    """What the table says an example is read as is what it is read as, and reads the same again."""
    query = parse(typed).query
    assert show(query) == read_as
    assert parse(read_as).query == query


def test_examples_were_found():
    """The table of the query language has its examples."""
    assert len(typed_examples()) > 10


@pytest.mark.parametrize("query", typed_examples())
def test_every_example_query_is_read_without_repair(query):
    """What the table says can be typed is understood as it stands."""
    assert parse(query).warnings == ()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links(page):
    """Links between the pages lead somewhere."""
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text()):
        assert (page.parent / target).exists(), target
