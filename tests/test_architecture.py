"""The house of docs/architecture.md, held by reading the imports: they go downwards only, and each library has its door."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = "decisionforms"
# From the ground upwards; a folder stands for every module in it. A module imports from its own layer and those below.
LAYERS = (
    ("errors", "diagnostics", "files", "sources", "output_folder", "digests", "stamp", "git"),
    ("text",),
    ("values",),
    ("form",),
    ("decision",),
    ("register", "view"),
    ("rules",),
    ("render", "signing", "drafting", "mending"),
    ("word",),
    ("ledger", "growing", "project", "decision_named", "kept_texts", "not_read", "settings"),
    ("gathering", "building", "pipeline", "checking"),
    ("review",),
    ("reviewing", "sending"),
    ("publish",),
    ("publishing",),
    ("report",),
    ("legacy",),
    ("preview",),
    ("terminal", "commands"),
    ("cli",),
    ("__main__",),
)
# Who may import a library from outside: modules, or folders with all their modules.
DOORS = {
    "yaml": ("text.yaml_reader", "text.yaml_faults"),
    "markdown_it": ("text",),
    "mdit_py_plugins": ("text",),
    "tomllib": ("form", "settings"),
    "deflate": ("render.package",),
    "docxtpl": ("render.docx_template",),
    "docx": ("render",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "lxml": ("render", "word", "legacy", "publish.feeds", "publish.sitemap", "publish.layers", "review"),
    "subprocess": ("git",),
    "zipfile": ("render", "publish.layers"),
    "typst": ("render.pdf",),
    "watchfiles": ("preview.watching",),
    "distributed": ("building.cluster",),
    "click": ("cli", "terminal", "commands"),
}
# Every value is one of msgspec's structs.
EVERYWHERE = {"msgspec"}
# What only one module does, as it is called there.
DOING = {
    "the clock is looked at": ({"today", "now", "time", "monotonic"}, ("terminal",)),
    "the environment is looked at": ({"environ", "getenv"}, ("terminal", "git")),
}


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its name within it: `text.page`."""
    paths = sorted((ROOT / PACKAGE).rglob("*.py"))
    names = {path: ".".join(path.relative_to(ROOT / PACKAGE).with_suffix("").parts) for path in paths}
    return {name: ast.parse(path.read_text(encoding="utf-8")) for path, name in names.items()}


@cache
def imported(tree: ast.Module) -> tuple[str, ...]:
    """The full names that a module imports, wherever in it the import stands."""
    return tuple(imports_in(tree))


def imports_in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(tree: ast.Module) -> set[str]:
    """The modules of the package that a module imports."""
    within = [name.removeprefix(f"{PACKAGE}.") for name in imported(tree) if name.startswith(f"{PACKAGE}.")]
    return {found for name in within for found in (name, name.rpartition(".")[0]) if found in MODULES}


def outside(tree: ast.Module) -> set[str]:
    """The libraries that a module imports, by their first name."""
    return {name.partition(".")[0] for name in imported(tree)} - {PACKAGE}


def layer_of(module: str) -> int | None:
    """The number of the layer in which a module stands."""
    return next((at for at, names in enumerate(LAYERS) if module.partition(".")[0] in names), None)


def may(module: str, doors: tuple[str, ...]) -> bool:
    """Whether the module is one of these, or stands in one of these folders."""
    return any(module == door or module.startswith(f"{door}.") for door in doors)


MODULES = modules()
CODE = {name: tree for name, tree in MODULES.items() if not name.endswith("__init__")}
each_module = pytest.mark.parametrize("module", CODE)


@each_module
def test_a_module_stands_in_a_layer(module: str) -> None:
    assert layer_of(module) is not None, f"add {module} to LAYERS, where it belongs"


@each_module
def test_imports_go_downwards_only(module: str) -> None:
    here = layer_of(module)
    assert here is not None
    above = [name for name in own(CODE[module]) if (there := layer_of(name)) is not None and there > here]
    assert above == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    needs = {name: own(tree) & CODE.keys() for name, tree in CODE.items()}
    while ready := {name for name, wanted in needs.items() if not wanted & needs.keys()}:
        needs = {name: wanted for name, wanted in needs.items() if name not in ready}
    assert needs == {}, "these import one another in a circle"


@pytest.mark.parametrize("library", DOORS)
def test_a_library_is_known_behind_its_door_only(library: str) -> None:
    users = [name for name, tree in CODE.items() if library in outside(tree)]
    assert users, f"nothing imports {library}: remove it from DOORS and from pyproject.toml"
    assert [name for name in users if not may(name, DOORS[library])] == []


def test_every_library_from_outside_has_a_door() -> None:
    import sys  # noqa: PLC0415 - only its list of names is wanted, and only here

    used = {library for tree in CODE.values() for library in outside(tree)}
    assert used - set(sys.stdlib_module_names) <= {*DOORS, *EVERYWHERE}


def test_docxcompose_is_used_nowhere() -> None:
    """It renumbers lists, and importing it changes how core properties are written."""
    assert not [name for name, tree in CODE.items() if "docxcompose" in outside(tree)]


@pytest.mark.parametrize(("names", "doors"), DOING.values(), ids=DOING)
def test_only_the_terminal_knows_when_and_where_it_runs(names: set[str], doors: tuple[str, ...]) -> None:
    users = {
        module
        for module, tree in CODE.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in names
    }
    assert not [module for module in users if not may(module, doors)]


def test_nothing_imports_build_py() -> None:
    assert not [name for name, tree in CODE.items() if "build" in outside(tree)]


def test_templates_are_not_code() -> None:
    """The body's name, its offices and its wording stand in form.toml: none of them stands in a module's text."""
    words = ("MOPAC", "Deputy Mayor", "Chief Executive Officer", "Policing")
    literals = [(module, text) for module, tree in CODE.items() for text in literals_of(tree)]
    assert not [(module, text) for module, text in literals if any(word in text for word in words)]


def literals_of(tree: ast.Module) -> Iterator[str]:
    """The texts in a module, but for docstrings."""
    holders = [node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docstrings = {id(first.value) for holder in holders if isinstance(first := holder.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value
