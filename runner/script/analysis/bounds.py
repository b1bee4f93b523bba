"""Which scripts are looked through for faults: work grows faster than some of their sizes. Pure."""

import ast

# The largest of some 280 model-written scripts had 46,000 characters, 6,300 nodes, 13 classes, a depth of 24.
MAX_CHARACTERS, MAX_NODES, MAX_CLASSES, MAX_DEPTH = 150_000, 40_000, 300, 100


def may_be_searched(source: str, tree: ast.Module) -> bool:
    """Whether finding faults takes seconds at most; larger scripts were written to keep it busy."""
    if len(source) > MAX_CHARACTERS:
        return False
    nodes = classes = depth = 0
    level: list[ast.AST] = [tree]
    while level:
        depth += 1
        nodes += len(level)
        classes += sum(isinstance(node, ast.ClassDef) for node in level)
        if depth > MAX_DEPTH or nodes > MAX_NODES or classes > MAX_CLASSES:
            return False
        level = [part for node in level for part in ast.iter_child_nodes(node)]
    return True
