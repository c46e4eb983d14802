from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import pytest

from detente.brief.wording import PROBABILITY_WORDS
from detente.ontology.plover import ROOTS
from detente.records import Actor, Evidence, Finding
from detente.relations.registry import INDICATORS
from detente.store.store import open_store
from detente.store.tables import TABLES, meanings_of

HOME = Path(__file__).parents[1]
DOCS = HOME / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), HOME / "README.md", HOME / "CONTRIBUTING.md"])
LINK = re.compile(r"\[(?:[^\]]|\\\])*\]\((?P<target>[^)\s]+)\)")


def generator():
    path = DOCS / "reference" / "generate.py"
    found = importlib.util.spec_from_file_location("generate", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


GENERATED = generator().pages()


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def named(path: Path) -> str:
    return str(path.relative_to(HOME))


@pytest.mark.parametrize("name", GENERATED)
def test_generated_page_is_current(name) -> None:
    assert page(f"reference/{name}") == GENERATED[name], "renew it with: make docs"


def test_every_command_and_option_has_its_place() -> None:
    sections = page("reference/commands.md").split("\n## ")
    for name, command in generator().commands():
        (section,) = [one for one in sections if one.startswith(f"`{name}`")]
        for one in command.params:
            words = one.opts if one.param_type_name == "option" else [one.metavar or one.name]
            for word in words:
                assert word.casefold() in section.casefold(), f"{name} {word}"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_has_its_place(name) -> None:
    text = page("reference/tables.md")
    (section,) = [one for one in text.split("\n## ") if one.startswith(f"`{name}`")]
    for column, meaning in meanings_of(TABLES[name].record).items():
        escaped = meaning.replace("|", "\\|")
        assert re.search(rf"\| `{column}` \| .+ \| {re.escape(escaped)} \|", section), column


@pytest.mark.parametrize("record", [Actor, Evidence, Finding])
def test_every_field_of_a_structure_has_its_place(record) -> None:
    text = page("reference/tables.md")
    for field in meanings_of(record):
        assert f"| `{field}` |" in text


def test_types_are_those_of_the_store(tmp_path) -> None:
    import duckdb

    with open_store(tmp_path / "s.duckdb", write=True):
        pass
    text = page("reference/tables.md")
    with duckdb.connect(tmp_path / "s.duckdb", read_only=True) as store:
        for name in TABLES:
            (section,) = [one for one in text.split("\n## ") if one.startswith(f"`{name}`")]
            for column, kind, *_ in store.execute(f"DESCRIBE {name}").fetchall():
                shown = re.search(rf"\| `{column}` \| (.+?) \|", section)[1].replace("\\", "")
                plain = re.sub(r"STRUCT ?\(.*\)", "STRUCT", shown)
                assert plain == re.sub(r"STRUCT\(.*\)", "STRUCT", kind), f"{name}.{column}"


@pytest.mark.parametrize("name", INDICATORS)
def test_every_indicator_is_named_in_the_reference_and_explained(name) -> None:
    one = INDICATORS[name]
    assert f"## {one.title}\n" in page("reference/indicators.md")
    assert f"## {one.title} (`{name}`)\n" in page("explain/relations.md")


def test_every_root_has_its_place() -> None:
    text = page("reference/roots.md")
    assert all(f"| `{root.value}` | {one.words} |" in text for root, one in ROOTS.items())


def reasons_in_code() -> set[str]:
    """Give the fixed phrases by which the code rejects, wherever it does."""
    places = {"rejection": 2, "Unreadable": 0, "_note": 1, "_attempt": 3}
    found = set()
    for path in (HOME / "src" / "detente").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = places.get(node.func.id, 99)
                if len(node.args) > place and isinstance(node.args[place], ast.Constant):
                    found.add(node.args[place].value)
                found |= {told.split(":")[0] for told in reasons_of_rows(node, path)}
    return found


def reasons_of_rows(call: ast.Call, path) -> set[str]:
    """Give the reasons for which rows of other projects are refused: `first_problem`."""
    if call.func.id == "first_problem":
        cases = [arg for arg in call.args if isinstance(arg, ast.Tuple)]
        return {case.elts[-1].value for case in cases}
    if call.func.id == "ValueError" and path.name == "json_lines.py":
        (told,) = call.args
        return {(told.values[0] if isinstance(told, ast.JoinedStr) else told).value}
    return set()


def test_reasons_of_rejections_are_all_explained_and_no_others() -> None:
    told = re.findall(r"^\| `([\w\- ]+)` \|", page("reference/rejections.md"), re.MULTILINE)
    assert set(told) == reasons_in_code()
    assert len(told) == len(set(told))


def test_words_for_probability_are_those_of_the_brief() -> None:
    text = page("how-to/read-a-brief.md")
    rows = re.findall(r"^\| ([a-z ]+) \| (\d+) % \|$", text, re.MULTILINE)
    assert [(int(low) / 100, words) for words, low in rows] == list(PROBABILITY_WORDS)


def anchors_of(text: str) -> set[str]:
    """Give the anchors of headings as code forges make them."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    heads = re.findall(r"^#+ (.+)$", plain, re.MULTILINE)
    kept = [re.sub(r"[^\w\- ]", "", head.lower()) for head in heads]
    return {head.strip().replace(" ", "-") for head in kept}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path) -> None:
    for match in LINK.finditer(path.read_text(encoding="utf-8")):
        target, _, anchor = match["target"].partition("#")
        if "://" in target:
            continue
        other = (path.parent / target).resolve() if target else path
        assert other.exists(), f"{named(path)}: {match['target']}"
        if anchor:
            anchors = anchors_of(other.read_text(encoding="utf-8"))
            assert anchor in anchors, f"{named(path)}: {match['target']}"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_named_in_text_exist(path) -> None:
    for name in re.findall(r"`(docs/[\w./-]+)`", path.read_text(encoding="utf-8")):
        assert (HOME / name).exists(), f"{named(path)}: {name}"


def test_python_examples_are_python() -> None:
    for path in PAGES:
        blocks = re.findall(r"^```python\n(.*?)^```", path.read_text("utf-8"), re.M | re.S)
        for number, block in enumerate(blocks, start=1):
            compile(block, f"{named(path)} example {number}", "exec")


@pytest.mark.parametrize("path", sorted(DOCS.rglob("*.png")), ids=named)
def test_pictures_are_small_and_shown(path) -> None:
    assert path.stat().st_size <= 300_000
    assert any(f"]({path.name})" in one.read_text("utf-8") for one in path.parent.glob("*.md"))
