"""What a formula finds among codings, against sets of characters."""

from hypothesis import given, settings
from hypothesis import strategies as st

from codebook.quotes import evaluating
from codebook.quotes.evaluating import Row
from codebook.quotes.query import AND, INSIDE, NEAR, NOT, OR, WITH, WITHOUT, Formula, Join, One

ROW = st.tuples(
    st.sampled_from(["d1", "d2"]),
    st.integers(0, 30),
    st.integers(1, 10),
    st.sampled_from("abc"),
    st.sampled_from(["Inès", "Baptiste"]),
).map(lambda row: (row[0], row[1], row[1] + row[2], row[3], row[4]))
REACH = {One("a"): {"a"}, One("b"): {"b"}, One("c"): {"c"}}
LEAF = st.sampled_from(list(REACH))
SETS = st.recursive(LEAF, lambda inner: st.builds(Join, st.sampled_from([AND, OR, NOT]), inner, inner), max_leaves=6)


def find(formula: Formula | None, rows: list[Row], *, same_coder: bool = False) -> dict[str, list[tuple[int, int]]]:
    return evaluating.find(formula, rows, REACH, lambda document: [0, 10, 20], same_coder=same_coder)


def covered(formula: Formula, rows: list[Row], document: str) -> set[int]:
    if isinstance(formula, One):
        return {
            at for d, start, end, code, _ in rows if d == document and code == formula.code for at in range(start, end)
        }
    left, right = covered(formula.left, rows, document), covered(formula.right, rows, document)
    return {AND: left & right, OR: left | right, NOT: left - right}[formula.operator]


@settings(max_examples=50)
@given(SETS, st.lists(ROW, max_size=14))
def test_a_formula_covers_the_characters_its_words_say(formula: Formula, rows: list[Row]) -> None:
    found = find(formula, rows)
    for document in ("d1", "d2"):
        there = {at for start, end in found.get(document, ()) for at in range(start, end)}
        assert there == covered(formula, rows, document)
        assert (document in found) is bool(there)


@settings(max_examples=50)
@given(SETS, st.lists(ROW, max_size=14))
def test_with_one_coder_a_formula_holds_for_somebody(formula: Formula, rows: list[Row]) -> None:
    found = find(formula, rows, same_coder=True)
    for document in ("d1", "d2"):
        there = {at for start, end in found.get(document, ()) for at in range(start, end)}
        by_person = [[row for row in rows if row[4] == who] for who in ("Inès", "Baptiste")]
        assert there == set().union(*(covered(formula, mine, document) for mine in by_person))


ROWS: list[Row] = [
    ("d", 0, 8, "a", "Inès"),
    ("d", 4, 6, "b", "Baptiste"),
    ("d", 12, 15, "a", "Baptiste"),
    ("d", 25, 28, "b", "Inès"),
]
A, B = One("a"), One("b")


def test_each_operator_on_one_example() -> None:
    def of(operator: str, distance: int = 0, left: One = A, right: One = B) -> list[tuple[int, int]]:
        return find(Join(operator, left, right, distance), ROWS).get("d", [])

    assert find(None, ROWS)["d"] == [(0, 8), (4, 6), (12, 15), (25, 28)]
    assert of(AND) == [(4, 6)]
    assert of(OR) == [(0, 8), (4, 6), (12, 15), (25, 28)]
    assert of(NOT) == [(0, 4), (6, 8), (12, 15)]
    assert of(WITH) == [(0, 8)]
    assert of(WITHOUT) == [(12, 15)]
    assert of(INSIDE) == []
    assert of(INSIDE, left=B, right=A) == [(4, 6)]
    assert of(NEAR) == [(0, 8)]
    assert of(NEAR, 1) == [(0, 8), (12, 15)]
    assert find(Join(AND, A, B), ROWS, same_coder=True) == {}
