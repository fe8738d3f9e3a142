"""The laws of the house: who imports whom, what stays out of a fresh interpreter, and how long things get."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tuireader
from tuireader.archive.engines.facts import ENGINES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(tuireader.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
LONGEST_FILE = 500
LONGEST_FUNCTION = 40

CORE = {"catalog", "rendering", "watching", "library", "themes"}
EVERYBODY = {"late"}
MAY_IMPORT = {
    "archive": set[str](),
    "catalog": {"archive"},
    "themes": {"archive"},
    "rendering": {"archive", "themes"},
    "watching": {"archive"},
    "library": {"archive"},
    "settings": {"archive", "themes"},
    "configuration": {"archive", "settings", "themes"},
    "other_process": set[str](),
    "allocator": set[str](),
    "failures": {"archive"},
    "checking": {"archive", "catalog", "rendering", "other_process"},
    "session": {"archive", "settings", "checking", "other_process", "allocator", *CORE},
    "ui": {"archive", "settings", "checking", "other_process", "failures", "session", *CORE},
    "language_server": {"archive", "settings", "configuration", "checking", "failures", "session", *CORE},
    "web": {"configuration", "failures"},
    "commands": {
        "archive",
        "other_process",
        "allocator",
        "settings",
        "configuration",
        "failures",
        "ui",
        "session",
        "checking",
        "language_server",
        "web",
        *CORE,
    },
    "cli": {"archive", "settings", "commands", "failures"},
    "__main__": {"cli"},
    "__init__": set[str](),
    "late": set[str](),
}
ONLY_IN = {
    "textual": {"ui"},
    "watchdog": {"watching"},
    "frontmatter": {"archive"},
    "yaml": {"archive"},
    "dateutil": {"archive"},
    "markdown_it": {"archive", "rendering", "ui"},  # titles of VitePress are Markdown
    "mdit_py_plugins": {"rendering"},
    "pygments": {"rendering"},
    "rich": {"archive", "rendering", "ui", "commands"},  # the names of emoji
    "latex2mathml": {"rendering"},
    "lxml": {"rendering"},
    "pylatexenc": {"rendering"},
    "PIL": {"rendering"},
    "resvg_py": {"rendering"},
    "mermaid_term": {"rendering"},
    "nh3": {"rendering"},
    "termaid": {"rendering"},
    "argparse": {"cli", "commands"},
    "shtab": {"commands"},
    "sqlite3": {"catalog", "library"},
    "pygls": {"language_server"},
    "lsprotocol": {"language_server"},
    "aiohttp": {"web"},
    "textual_serve": {"web"},
}
SLOW = {
    "textual",
    "watchdog",
    "pygments",
    "dateutil",
    "charset_normalizer",
    "sqlite3",
    "asyncio",
    "latex2mathml",
    "lxml",
    "pylatexenc",
    "PIL",
    "resvg_py",
    "mermaid_term",
    "nh3",
    "termaid",
}
YAML = {"frontmatter", "yaml"}
MARKDOWN = {"markdown_it", "mdit_py_plugins", "rich"}
STAYS_OUT = {
    "archive": SLOW | MARKDOWN,
    "catalog": SLOW | MARKDOWN | YAML,
    "rendering": SLOW | YAML,
    "watching": SLOW | MARKDOWN | YAML,
    "themes": SLOW | MARKDOWN | YAML | {"tomllib"},
    "settings": SLOW | MARKDOWN | YAML | {"tomllib", "platformdirs"},
    "configuration": SLOW | MARKDOWN | YAML | {"tomllib", "platformdirs"},
    "cli": SLOW | MARKDOWN | YAML | {"tomllib", "platformdirs"},
    "commands": SLOW,
}
# Modules that are imported late because they import what is slow.
LATE = {"tuireader.watching.handler", "tuireader.watching.kept_watch"}

# What `new --edit` runs as well; it knows nothing of the rest of the user interface.
EDITOR = {f"tuireader.ui.editor.{name}" for name in ("EditorProblem", "editor_command", "run_editor")}


def part_of(module: Path) -> str:
    """The package, or the module at the top, that a file belongs to."""
    return module.relative_to(ROOT).parts[0].removesuffix(".py")


def dotted(module: Path) -> str:
    return ".".join(("tuireader", *module.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


@cache
def tree_of(module: Path) -> ast.Module:
    """The code of a file, which each law looks at."""
    return ast.parse(module.read_text(encoding="utf-8"))


@cache
def nodes_of(module: Path) -> tuple[ast.AST, ...]:
    """All nodes of the code of a file: to find them takes longer than to look at them."""
    return tuple(ast.walk(tree_of(module)))


@pytest.fixture(scope="module", autouse=True)
def code_is_forgotten() -> Iterator[None]:
    """Hold the code of all files no longer than the laws look at it."""
    yield
    tree_of.cache_clear()
    nodes_of.cache_clear()


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Every module that a file imports: at the top, in functions, for types only."""
    return tuple(_imported(module))


def _imported(module: Path) -> Iterator[str]:
    for node in nodes_of(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = (alias.name for alias in node.names)
            yield from (f"{node.module}.{name}" for name in names)


def test_imports_point_one_way() -> None:
    for module, name in [(one, name) for one in MODULES for name in imported(one)]:
        part = part_of(module)
        first, *rest = name.split(".")
        if first == "tuireader" and rest and rest[0] in MAY_IMPORT:
            assert rest[0] in {part} | EVERYBODY | MAY_IMPORT[part], (
                f"{dotted(module)} must not import {name}"
            )
        assert part in ONLY_IN.get(first, {part}), f"{dotted(module)} must not import {name}"


def test_only_the_reader_command_knows_the_user_interface() -> None:
    outside = [module for module in MODULES if part_of(module) != "ui"]
    knowing = [
        dotted(module)
        for module in outside
        if any(name.startswith("tuireader.ui") and name not in EDITOR for name in imported(module))
    ]
    assert knowing == ["tuireader.commands.read"]


def compiled_at_import(node: ast.AST) -> Iterator[int]:
    """The lines outside of functions that compile a regular expression."""
    for part in ast.iter_child_nodes(node):
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            if isinstance(part, ast.Call) and ast.unparse(part.func) == "re.compile":
                yield part.lineno
            yield from compiled_at_import(part)


def test_dataclasses_and_expressions_are_those_of_the_module_that_makes_them_late() -> None:
    modules = [one for one in MODULES if part_of(one) != "late"]
    early = {dotted(one) for one in modules if "dataclasses.dataclass" in imported(one)}
    assert early == set(), "`dataclass` is to be that of tuireader.late"
    compiled = {(dotted(one), line) for one in modules for line in compiled_at_import(tree_of(one))}
    assert compiled == set(), "`expression` of tuireader.late is to stand in place of `re.compile`"


def test_every_part_of_the_house_is_in_the_table() -> None:
    assert {part_of(module) for module in MODULES} <= set(MAY_IMPORT)


@pytest.mark.parametrize("part", STAYS_OUT)
def test_a_fresh_interpreter_stays_small(part: str) -> None:
    modules = [dotted(module) for module in MODULES if part_of(module) == part and dotted(module) not in LATE]
    script = f"import sys, {', '.join(modules)}; print(*sorted(sys.modules), sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    present = {name.partition(".")[0] for name in done.stdout.split()}
    assert not present & STAYS_OUT[part]
    others = {name.split(".")[1] for name in done.stdout.split() if name.startswith("tuireader.")}
    assert others <= {part} | EVERYBODY | MAY_IMPORT[part]
    assert "ui" not in others


def test_files_and_functions_stay_short() -> None:
    for module in MODULES:
        assert module.read_text(encoding="utf-8").count("\n") <= LONGEST_FILE, f"{dotted(module)} is too long"
        for node in nodes_of(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                is_short = node.end_lineno - node.lineno < LONGEST_FUNCTION
                assert is_short, f"{node.name} in {dotted(module)} is too long"


BEGINNING = {
    "run_worker",
    "set_timer",
    "set_interval",
    "call_after_refresh",
    "call_later",
    "call_next",
    "work",
}
SCREENS = {"ModalScreen", "SystemModalScreen", "CommandPalette"}


def test_what_goes_on_by_itself_is_begun_where_it_ends_with_its_screen() -> None:
    """Workers, timers and callbacks are begun by `tuireader.ui.working`; screens above the reader are left once."""
    in_ui = [one for one in MODULES if part_of(one) == "ui"]
    for module, node in [(one, node) for one in in_ui for node in nodes_of(one)]:
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            begun = isinstance(node.ctx, ast.Load) and name in BEGINNING - {"work"}
            assert not begun or dotted(module) == "tuireader.ui.working", (
                f"{module}, line {node.lineno}: {name}"
            )
        if isinstance(node, ast.ImportFrom) and node.module == "textual":
            assert not {alias.name for alias in node.names} & BEGINNING, f"{module}, line {node.lineno}"
        if isinstance(node, ast.ClassDef):
            bases = {
                name for base in node.bases for one in ast.walk(base) for name in [getattr(one, "id", "")]
            }
            assert not bases & SCREENS or "DismissedOnce" in bases, f"{node.name} can be left twice"


MOST_MEMBERS = 40


def test_the_reader_is_made_of_parts_that_know_neither_its_screen_nor_the_program() -> None:
    parts = [one for one in MODULES if one.is_relative_to(ROOT / "ui" / "reader") and one.stem != "screen"]
    assert parts
    for module in parts:
        known = {name for name in imported(module) if name.startswith("tuireader.ui")}
        above = {
            name for name in known if name.startswith(("tuireader.ui.app.", "tuireader.ui.reader.screen."))
        }
        assert above == set(), f"{dotted(module)} must not import {above}"


def test_the_screen_of_the_reader_handles_each_message_once() -> None:
    tree = tree_of(ROOT / "ui" / "reader" / "screen.py")
    (screen,) = (node for node in tree.body if isinstance(node, ast.ClassDef))
    assert [ast.unparse(base) for base in screen.bases] == ["Screen[None]"]
    methods = [node.name for node in screen.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    fields = {
        node.attr
        for node in ast.walk(screen)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and ast.unparse(node.value) == "self"
    }
    assert len(methods) == len(set(methods))
    assert len(methods) + len(fields) <= MOST_MEMBERS


# Each with what the word names there, which is no engine.
NO_ENGINES = {
    ("tuireader.rendering.dialects", "myst"): "a dialect and its module",
    ("tuireader.archive.disk.filenames", "logseq"): "a folder",
    ("tuireader.archive.front_matter.handler", "nikola"): "a format of front matter",
    ("tuireader.archive.front_matter.handler", "pelican"): "a format of front matter",
    ("tuireader.archive.new_post.front_matter_text", "pelican"): "a format of front matter",
    ("tuireader.archive.new_post.habits", "pelican"): "a format of front matter",
    ("tuireader.archive.new_post.new_post", "pelican"): "a format of front matter",
    ("tuireader.rendering.dialects", "obsidian"): "a module of dialects",
    ("tuireader.rendering.elements.code", "astro"): "a language of code",
    ("tuireader.rendering.elements.code", "plain"): "a language of code",
    ("tuireader.rendering.links.scan", "plain"): "a group of a pattern",
    ("tuireader.rendering.templates.shortcodes", "plain"): "a language of code",
    ("tuireader.rendering.templates.liquid.site_values", "jekyll"): "a variable of templates",
    ("tuireader.rendering.templates.liquid.values", "jekyll"): "a variable of templates",
    ("tuireader.rendering.templates.liquid.values", "eleventy"): "a variable of templates",
}


def decisive(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The strings by which code decides: those that are compared, looked up, or keys, members or cases."""
    for node in nodes:
        match node:
            case ast.Compare(left=left, comparators=others):
                parts = [left, *others]
            case ast.Dict(keys=keys):
                parts = [key for key in keys if key is not None]
            case ast.Subscript(slice=key) | ast.MatchValue(value=key):
                parts = [key]
            case ast.Set(elts=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                pass
            case ast.Call(func=ast.Attribute(attr="get" | "pop" | "setdefault"), args=[key, *_]):
                parts = [key]
            case _:
                continue
        yield from (
            one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)
        )


def test_only_an_engine_knows_what_is_special_about_it() -> None:
    """All else asks the facts of a site's engine (`site.engine`): nothing compares its name or has a table by names."""
    found = {
        (dotted(module), word)
        for module in MODULES
        if not dotted(module).startswith("tuireader.archive.engines.")
        for word in decisive(nodes_of(module))
        if word in ENGINES
    }
    assert found == set(NO_ENGINES)


# What is asked of all engines alike, and the one that stands in where none is known.
ASKED_OF_ANY = {"EngineFacts", "HeadingIdRule", "TemplateLanguage", "ENGINES", "PLAIN"}


def test_nothing_else_asks_for_an_engine_by_its_name() -> None:
    facts = "tuireader.archive.engines.facts."
    for module in MODULES:
        if not dotted(module).startswith("tuireader.archive.engines"):
            asked = {name.removeprefix(facts) for name in imported(module) if name.startswith(facts)}
            assert asked <= ASKED_OF_ANY, f"{dotted(module)} must not import {asked - ASKED_OF_ANY}"


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The sets of modules each of which is imported, over however many others, by itself (Tarjan's components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        order[module] = lowest[module] = len(order)
        path.append(module)
        for other in imports[module]:
            if other not in order:
                visit(other)
            if other in path:
                lowest[module] = min(lowest[module], lowest[other])
        if lowest[module] == order[module]:
            at = path.index(module)
            found.append(sorted(path[at:]))
            del path[at:]

    for module in imports:
        if module not in order:
            visit(module)
    return [modules for modules in found if len(modules) > 1]


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": {"e"}, "e": set()}) == [["a", "b", "c"]]


def test_no_modules_import_one_another_in_a_circle() -> None:
    """Imports in functions count, and those for types alone."""
    modules = {dotted(module): module for module in MODULES}
    imports = {
        name: {
            other
            for one in imported(module)
            for other in (one if one in modules else one.rpartition(".")[0],)
            if other in modules and other != name
        }
        for name, module in modules.items()
    }
    assert circles(imports) == []


TESTS = Path(__file__).parent
BY_HAND = {"benchmarks", "fuzz", "oracles"}
CLOCKS = {
    "process_time",
    "perf_counter",
    "thread_time",
    "process_time_ns",
    "perf_counter_ns",
    "thread_time_ns",
}


def test_no_test_takes_the_time() -> None:
    """`tests.effort` counts what work costs; only what is waited for in vain is given up after a time."""
    tests = [one for one in TESTS.rglob("*.py") if one.relative_to(TESTS).parts[0] not in BY_HAND]
    taking = {
        str(one.relative_to(TESTS))
        for one in tests
        if any(clock in (code := one.read_text(encoding="utf-8")) for clock in CLOCKS)
        for node in ast.walk(ast.parse(code))
        if getattr(node, "id", getattr(node, "attr", None)) in CLOCKS
    }
    assert taking == set()


MOST_MODULES, LONGEST_CLASS, SHORTEST_MODULE = 15, 500, 60
MIXINS = {
    "DismissedOnce": "what each screen above the reader takes on besides",
    "SafeInput": "Textual's input, whose text is neutralised",
    "RowList": "draws no rows of its own",
    "ResultList": "draws no rows of its own either",
    "ListPanel": "fills no list of its own",
    "Engine": "has no facts of its own",
    "FrontMatterHandler": "reads no notation of its own",
    "FencedHandler": "reads no notation of its own either",
}
"""Classes that are only inherited from, each with why it is none that is used as it stands."""
SHORT = {
    "tuireader.__main__": "where Python begins",
    "tuireader.archive.locate": "asked before anything else is loaded",
}
"""Modules that are short and have a single importer, each with why."""


def classes() -> dict[str, list[tuple[str, ast.ClassDef]]]:
    """Each class of the program by its name, with the module that it stands in."""
    found: dict[str, list[tuple[str, ast.ClassDef]]] = {}
    for module in MODULES:
        for node in nodes_of(module):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append((dotted(module), node))
    return found


def bases_of(node: ast.ClassDef) -> list[str]:
    """The names of the classes that a class inherits from."""
    plain = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    return [base.id for base in plain if isinstance(base, ast.Name)]


def members_of(node: ast.ClassDef) -> set[str]:
    """The names of what a class has: methods, fields and constants."""
    names = set[str]()
    for part in node.body:
        match part:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def test_a_class_stays_small_and_inherits_from_one_of_ours_at_most() -> None:
    known = classes()

    def concrete(name: str) -> int:
        """How many classes of ours that are used as they stand a class inherits from, over however many others."""
        above = [base for _, node in known[name] for base in bases_of(node) if base in known and base != name]
        return max(((base not in MIXINS) + concrete(base) for base in above), default=0)

    for name, places in known.items():
        assert concrete(name) <= 1, f"{name} inherits from more than one class of ours"
        for module, node in places:
            assert len(members_of(node)) <= MOST_MEMBERS, f"{module}.{name} has too many members"
            assert (node.end_lineno or 0) - node.lineno <= LONGEST_CLASS, f"{module}.{name} is too long"


def test_no_public_class_name_stands_for_two_things() -> None:
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for node in tree_of(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(dotted(module))
    assert {name: modules for name, modules in found.items() if len(modules) > 1} == {}


def test_folders_hold_few_modules() -> None:
    counts: dict[Path, int] = {}
    for module in MODULES:
        if module.name != "__init__.py":
            counts[module.parent] = counts.get(module.parent, 0) + 1
    # Those of one kind each may be many.
    counted = {
        folder.name: count for folder, count in counts.items() if folder.name not in {"engines", "rules"}
    }
    assert {name: count for name, count in counted.items() if count > MOST_MODULES} == {}


def test_a_short_module_has_more_than_one_that_imports_it() -> None:
    users: dict[str, set[str]] = {}
    for module in MODULES:
        for name in imported(module):
            users.setdefault(name, set()).add(dotted(module))
            users.setdefault(name.rpartition(".")[0], set()).add(dotted(module))
    for module in MODULES:
        short = module.read_text(encoding="utf-8").count("\n") < SHORTEST_MODULE
        if short and module.name != "__init__.py" and dotted(module) not in SHORT:
            assert len(users.get(dotted(module), ())) != 1, f"{dotted(module)} belongs in what imports it"
