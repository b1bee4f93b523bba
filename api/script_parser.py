"""A program that parses the Python script on stdin within limits, and prints its fault, if it has one.

A malicious script can keep Python's parser busy for minutes, so the service does not parse scripts itself.
Imports only the standard library, so that it starts fast.
"""

import ast
import resource
import sys

CPU_SECONDS = 4
MAX_MEMORY_BYTES = 512 * 2**20


def fault_of(script: str) -> str:
    """The reason why the script can't be used; empty if it can be parsed and has a class."""
    try:
        tree = ast.parse(script)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}" if error.lineno else error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return f"it can't be parsed ({error or type(error).__name__})"
    has_class = any(isinstance(node, ast.ClassDef) for node in tree.body)
    return "" if has_class else "it has no scene, which is a class with a method `construct`"


def main() -> None:
    """Reads stdin as UTF-8; the fault is one line on stdout."""
    # The limit that comes first ends it by SIGXCPU; SIGKILL then always comes from somebody else.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    print(" ".join(fault_of(sys.stdin.buffer.read().decode("utf-8", "replace")).split()))


if __name__ == "__main__":
    main()
