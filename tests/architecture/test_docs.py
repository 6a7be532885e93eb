"""The pages that are written from the code are as the code says, and every link in the docs leads somewhere."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """The program that writes them."""
    spec = importlib.util.spec_from_file_location("docs_writer", ROOT / ".ci" / "docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_generated_pages_are_as_the_code_says(writer: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    code = writer.main(["--check"])
    assert code == 0, capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "said", "instead"),
    [
        ("map.md", "`person.added`", "`person.hired`"),
        ("reference/life-cycles.md", "open --> performed", "open --> forgotten"),
        ("reference/commands.md", "## counterpart close", "## counterpart shut"),
        ("reference/acts.md", "## seal.agreed", "## seal.broken"),
    ],
)
def test_a_stale_page_is_named_and_how_to_renew_it_is_said(
    writer: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    page: str,
    said: str,
    instead: str,
) -> None:
    place = ROOT / "docs" / page
    was = place.read_text()
    assert said in was
    text = was.replace(said, instead)
    monkeypatch.setattr(writer, "read", lambda file: text if file == place else file.read_text(), raising=True)
    assert writer.main(["--check"]) == 1
    assert f"docs/{page}" in (told := capsys.readouterr().out)
    assert "Run `make docs`" in told


@pytest.mark.slow
def test_a_command_without_an_example_is_refused(writer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(writer.example_of(command).startswith(words) for words, command in writer.commands())
    bare = SimpleNamespace(help="Do something.", params=[])
    monkeypatch.setattr(writer, "commands", lambda: [("counterpart something", bare)])
    with pytest.raises(SystemExit, match="`counterpart something` has no line “Example: …”"):
        writer.command_page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    led = [(link, (page.parent / link).exists()) for link in LINK.findall(page.read_text())]
    assert [link for link, there in led if not there] == []
