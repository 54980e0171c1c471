"""What must hold of the house itself: floors, front door, owners of tables, rooms of one idea.

Everything is read from the source as a syntax tree; nothing of the program is run.
"""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
FLOORS = ("corpus", "codebook", "analytics", "pages")
LONGEST = 400

# What the server may know: its own libraries, the floors that answer checked routes and build the
# demo study, and the parts that pages share. Charts and page scripts are not its business.
APP_IMPORTS = ("streamlit", "starlette", "corpus", "codebook", "pages.parts")

# Modules that write a table they do not own, each for one reason; a line that is no longer true fails.
ALSO_WRITES = {
    "corpus/study.py": {"member"},  # a study is made with its first member, in one piece
    # what must not travel is moved to the keys file, and redacted where it stood
    "corpus/pseudonyms/withholding.py": {"change", "change_row", "version_text"},
    "corpus/anchors.py": {"milestone"},  # planned dates follow the event they count from
}
# Modules that write to a table named by a variable: the one way all owners go through, and the
# history that undoes them, and the two that put names out of whatever bears them.
WRITES_ANY_TABLE = {
    "corpus/study.py",
    "corpus/changes.py",
    "corpus/pseudonyms/elsewhere.py",
    "corpus/pseudonyms/withholding.py",
    "corpus/references.py",  # what points to a record that goes points to another
}

NAME = r"""["'`\[]?(?P<table>[A-Za-z_]\w*|\{\})"""
ROWS = re.compile(
    r"\b(?:(?:INSERT(?:\s+OR\s+[A-Z]+)?|REPLACE)\s+INTO|UPDATE(?:\s+OR\s+[A-Z]+)?(?=\s+\S+\s+SET\b)|DELETE\s+FROM)\s+"
    + NAME
)
SHAPE = re.compile(
    r"\b(?:CREATE\s+(?:TEMP\s+|TEMPORARY\s+|VIRTUAL\s+)?|ALTER\s+|DROP\s+)TABLE\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?" + NAME
)
READS = re.compile(r"\bSELECT\b.+?\bFROM\b|\bPRAGMA\s+\w|\bVACUUM\s+INTO\b|\bBEGIN\s+IMMEDIATE\b", re.DOTALL)
STUDY_METHODS = {"insert", "update", "delete", "replace", "upsert"}


def sources(*folders: str) -> list[Path]:
    """Every Python file of these folders."""
    return sorted(path for folder in folders for path in (HOUSE / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def texts(module: ast.Module) -> Iterator[str]:
    """Each text of a module but its docstrings, ``{}`` standing for what a variable fills."""
    silent = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if id(node) in silent:
            continue
        text = literal(node)
        if text is not None:
            silent.update(id(part) for part in ast.walk(node))
            yield text


def literal(node: ast.AST) -> str | None:
    """The text of a string, an f-string or several added together; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) or "{}" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [literal(node.left), literal(node.right)]
        if sides != [None, None]:
            return "".join("{}" if side is None else side for side in sides)
    return None


def tables_written(module: ast.Module) -> set[str]:
    """Tables whose rows a module writes, in SQL or through the methods of a study.

    ``{}`` is a table named by a variable, unless a loop over names written there gives its values.
    """
    loops = looped(module)
    found = {match["table"] for text in texts(module) for match in ROWS.finditer(text)}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            receiver = ast.unparse(node.func.value)
            if node.func.attr in STUDY_METHODS and receiver.split(".")[-1] in ("study", "self"):
                name = ast.unparse(node.args[0])
                found |= loops.get(name) or {literal(node.args[0]) or "{}"}
    return found


def looped(module: ast.Module) -> dict[str, set[str]]:
    """The texts that each variable of a loop over written texts takes."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple | ast.List):
            values = {literal(value) or "{}" for value in node.iter.elts}
            found.setdefault(ast.unparse(node.target), set()).update(values)
    return found


def tables_shaped(module: ast.Module) -> set[str]:
    """Tables a module makes, alters or drops."""
    return {match["table"] for text in texts(module) for match in SHAPE.finditer(text)}


def imports(module: ast.Module) -> set[str]:
    """Dotted names of what a module imports."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update(f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)
    return found


def within(name: str, allowed: tuple[str, ...]) -> bool:
    return any(name == root or name.startswith(f"{root}.") for root in allowed)


def test_imports_run_downwards_and_streamlit_stays_in_pages():
    check = "import sys, importlinter.cli as c; sys.exit(c.lint_imports(no_cache=True))"
    run = subprocess.run([sys.executable, "-c", check], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 kept, 0 broken" in run.stdout


def test_every_folder_that_holds_python_is_a_package_the_floors_see():
    bare = {named(path.parent) for path in sources(*FLOORS) if not (path.parent / "__init__.py").exists()}
    assert not bare, f"folders without __init__.py, which import-linter does not see: {sorted(bare)}"


def test_no_page_can_be_opened_without_the_front_door():
    loose = {path.name for path in (HOUSE / "pages").glob("*.py")} - {"index.py", "__init__.py"}
    assert not loose, f"a cold server would run these without app.py: {sorted(loose)}"


class TestServer:
    @pytest.fixture
    def module(self):
        return tree(HOUSE / "app.py")

    def test_it_stays_short(self):
        assert len((HOUSE / "app.py").read_text(encoding="utf-8").splitlines()) < 120

    def test_it_imports_only_what_a_server_needs(self, module):
        strange = {
            name
            for name in imports(module)
            if not within(name, APP_IMPORTS)
            and (name.split(".")[0] not in sys.stdlib_module_names or within(name, ("sqlite3",)))
        }
        assert not strange

    def test_it_serves_the_front_door(self, module):
        calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
        served = [call.args[0] for call in calls if ast.unparse(call.func) in ("App", "st.App")]
        assert ["/".join(re.findall(r"'([^']*)'", ast.unparse(page))) for page in served] == ["pages/index.py"]


def test_each_table_has_one_module_that_writes_its_rows():
    writers = defaultdict(set)
    for path in sources("corpus", "codebook"):
        for table in tables_written(tree(path)) - ALSO_WRITES.get(named(path), set()) - {"{}"}:
            writers[table].add(named(path))
    shared = {table: sorted(names) for table, names in writers.items() if len(names) > 1}
    assert not shared, f"tables written in several modules: {shared}"


def test_each_exception_to_ownership_is_still_needed():
    for name, tables in ALSO_WRITES.items():
        assert tables <= tables_written(tree(HOUSE / name)), name
    for name in WRITES_ANY_TABLE:
        assert "{}" in tables_written(tree(HOUSE / name)), name


def test_each_table_has_one_module_that_gives_it_its_shape():
    makers = defaultdict(set)
    for path in sources("corpus", "codebook"):
        for table in tables_shaped(tree(path)) - {"{}"}:
            makers[table].add(named(path))
    shared = {table: sorted(names) for table, names in makers.items() if len(names) > 1}
    assert not shared, f"tables made in several modules: {shared}"


def test_only_the_study_and_its_history_write_to_a_table_named_by_a_variable():
    blind = {named(path) for path in sources("corpus", "codebook") if "{}" in tables_written(tree(path))}
    assert blind <= WRITES_ANY_TABLE


def test_no_sql_stands_above_the_codebook():
    paths = [*sources("analytics", "pages"), *HOUSE.glob("app.py")]
    found = {
        named(path): text
        for path in paths
        for text in texts(tree(path))
        if ROWS.search(text) or SHAPE.search(text) or READS.search(text)
    }
    assert not found


def test_a_room_holds_one_idea():
    rooms = [path for floor in FLOORS for kind in ("py", "js", "css") for path in (HOUSE / floor).rglob(f"*.{kind}")]
    rooms += [*HOUSE.glob("*.py"), *(HOUSE / "scripts").iterdir(), HOUSE / "Makefile"]
    long = {}
    for path in rooms:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines >= LONGEST:
            long[named(path)] = lines
    assert not long, f"over {LONGEST} lines: {long}"


@pytest.mark.parametrize(
    ("source", "rows", "shapes"),
    [
        ('db.execute("INSERT INTO site (id) VALUES (?)")', {"site"}, set()),
        ('db.execute("INSERT OR IGNORE INTO site VALUES (1)")', {"site"}, set()),
        ("""db.execute('UPDATE "site" SET label = ?')""", {"site"}, set()),
        ('db.execute("DELETE " + "FROM site")', {"site"}, set()),
        ('db.execute(f"DELETE FROM {table}")', {"{}"}, set()),
        ('db.execute(f"UPDATE site SET {columns}")', {"site"}, set()),
        ('study.insert("site", {"id": 1})', {"site"}, set()),
        ('self.study.update("site", key, label="x")', {"site"}, set()),
        ("study.delete(table, key)", {"{}"}, set()),
        ('for t in ("site", "phase"):\n    study.delete(t, key)', {"site", "phase"}, set()),
        ('"a".replace("site", "x"); options.update("site")', set(), set()),
        ('db.execute("CREATE TABLE IF NOT EXISTS site (id TEXT)")', set(), {"site"}),
        ('db.execute("CREATE VIRTUAL TABLE words USING fts5(text)")', set(), {"words"}),
        ('"CREATE TRIGGER t AFTER UPDATE ON site BEGIN SELECT 1; END"', set(), set()),
        ('"REFERENCES site(id) ON UPDATE CASCADE"', set(), set()),
        ('"ON CONFLICT (id) DO UPDATE SET label = 1"', set(), set()),
        ('def f():\n    """DELETE FROM site."""', set(), set()),
        ('"Delete from the list, or update a set"', set(), set()),
    ],
)
def test_the_reader_of_sql_sees_what_is_written(source, rows, shapes):
    assert tables_written(ast.parse(source)) == rows
    assert tables_shaped(ast.parse(source)) == shapes
