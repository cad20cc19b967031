"""Which names a cell reads and which it sets, found without running it."""

import symtable
from collections.abc import Iterator
from typing import NamedTuple


class Names(NamedTuple):
    """The names of a cell's own space that it reads and those that it sets; none where it isn't Python."""

    read: frozenset[str]
    bound: frozenset[str]


def names_of(source: str) -> Names:
    """Find the names of one code cell; magics are allowed.

    >>> found = names_of("def double(x):\\n    return x * factor\\nb = [double(a) for a in q1_counts]")
    >>> sorted(found.read), sorted(found.bound)
    (['double', 'factor', 'q1_counts'], ['b', 'double'])
    """
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        code = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        top = symtable.symtable(code, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return Names(frozenset(), frozenset())
    read, bound = set(), set()
    for table in _with_inner(top):
        for symbol in table.get_symbols():
            if table is top or symbol.is_global():
                read |= {symbol.get_name()} if symbol.is_referenced() else set()
                bound |= {symbol.get_name()} if _is_set(symbol) else set()
    return Names(frozenset(read), frozenset(bound))


def _with_inner(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _with_inner(inner)


def _is_set(symbol: symtable.Symbol) -> bool:
    return symbol.is_assigned() or symbol.is_imported()
