"""Takes the arguments of a call out, adds some, or renames them, in the text of a script. Pure."""

import ast
import io
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from runner.script.rules.edits import Edit, Source

_BETWEEN = frozenset((tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER))
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_MARKS = _OPENING | _CLOSING | {",", ":", "lambda"}


@dataclass(frozen=True)
class Argument:
    """An argument's place, with the parentheses around its value but without commas. `name` if it has one."""

    node: ast.expr | ast.keyword
    start: int
    end: int

    @property
    def name(self) -> str | None:
        return self.node.arg if isinstance(self.node, ast.keyword) else None

    @property
    def value(self) -> ast.expr:
        return self.node.value if isinstance(self.node, ast.keyword) else self.node


@dataclass(frozen=True)
class CallText:
    """A call as it is written."""

    source: Source
    call: ast.Call

    @cached_property
    def arguments(self) -> tuple[Argument, ...]:
        """All arguments as they follow each other; empty if the text can't be taken apart."""
        given: list[ast.expr | ast.keyword] = [*self.call.args, *self.call.keywords]
        nodes = sorted(given, key=self.source.start)
        if len(nodes) != len(self._spans):
            return ()
        return tuple(
            Argument(node, start, end) for node, (start, end) in zip(nodes, self._spans, strict=True)
        )

    @property
    def positional(self) -> tuple[Argument, ...]:
        """Those that are given by their place."""
        return tuple(part for part in self.arguments if not isinstance(part.node, ast.keyword))

    def named(self, name: str) -> Argument | None:
        return next((part for part in self.arguments if part.name == name), None)

    def text(self, argument: Argument) -> str:
        """The argument's value as it is written, with its parentheses."""
        written = self.source.text[argument.start : argument.end]
        return written.partition("=")[2].strip() if argument.name else written

    def without(self, argument: Argument) -> Edit:
        """The edit that takes the argument out, with one comma, and no comment or line end."""
        text = self.source.text
        rest = self.source.end(self.call)
        after = _spaces(text, argument.end, rest)
        if text[after] == ",":
            return Edit(argument.start, _spaces(text, after + 1, rest), "")
        before = len(text[: argument.start].rstrip(" \t"))
        is_after_comma = text[before - 1] == ","
        return Edit(before - 1 if is_after_comma else argument.start, argument.end, "")

    def renamed(self, argument: Argument, name: str) -> Edit:
        """The edit that gives a keyword another name, or a positional argument a name."""
        old = argument.name
        start = argument.start
        return Edit(start, start + len(old), name) if old else Edit(start, start, f"{name}=")

    def added(self, text: str) -> Edit | None:
        """The edit that adds an argument behind all others; None if that is not possible."""
        if not (self.call.args or self.call.keywords):
            place = self.source.end(self.call) - 1
            return Edit(place, place, text)
        if not self.arguments or _is_bare_generator(self.source, self.call):
            return None
        place = self.arguments[-1].end
        return Edit(place, place, f", {text}")

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        """What stands between the commas of the call's own parentheses, without comments and spaces."""
        end = self.source.end(self.call)
        # The parentheses around the callee end before those of the call begin.
        begin = self.source.text.index("(", self.source.end(self.call.func), end)
        try:
            tokens = list(_tokens(self.source.text[begin:end]))
        except (tokenize.TokenError, IndentationError, SyntaxError):
            return ()
        spans = []
        depth, first, last = 0, 0, 0
        lambdas: list[int] = []  # the depths of those whose parameters are being read
        for kind, start, stop in tokens:
            depth -= kind in _CLOSING
            if kind == "lambda":
                lambdas.append(depth)
            elif kind == ":" and depth in lambdas[-1:]:
                lambdas.pop()
            if (depth == 1 and kind == "," and 1 not in lambdas) or (depth == 0 and kind in _CLOSING):
                if last > first:
                    spans.append((begin + first, begin + last))
                first = last = 0
            elif depth >= 1:
                first, last = (first if last else start), stop
            depth += kind in _OPENING
        return tuple(spans)


def in_list(arguments: Sequence[Argument], *, end: str = "]") -> tuple[Edit, Edit]:
    """The edits that put arguments that follow each other into a list."""
    first, last = arguments[0].start, arguments[-1].end
    return Edit(first, first, "["), Edit(last, last, end)


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Brackets, commas, colons and `lambda` by themselves, other tokens by their kind; with their places."""
    starts = Source(text).line_starts
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _BETWEEN:
            is_mark = token.string in _MARKS and token.type in {tokenize.OP, tokenize.NAME}
            start, stop = (starts[line - 1] + column for line, column in (token.start, token.end))
            yield token.string if is_mark else "other", start, stop


def _spaces(text: str, start: int, end: int) -> int:
    """The first place from `start` on that is no space."""
    while start < end and text[start] in " \t":
        start += 1
    return start


def _is_bare_generator(source: Source, call: ast.Call) -> bool:
    """Whether the call's parentheses are those of a generator: `sum(x for x in y)`."""
    match call:
        case ast.Call(args=[ast.GeneratorExp() as only], keywords=[]):
            return source.end(only) == source.end(call)
    return False
