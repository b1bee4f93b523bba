"""The names of the layers that confine a script. Pure."""

from enum import StrEnum


class Layer(StrEnum):
    """A layer between a script and everything else; docs/sandbox.md describes what each one prevents."""

    DESCRIPTORS = "descriptors"
    ENVIRONMENT = "environment"
    SESSION = "session"
    CGROUP = "cgroup"
    LIMITS = "limits"
    FILES = "files"
    SCOPES = "scopes"
    OWN_USER = "own_user"
    PRIVILEGES = "privileges"
    SYSTEM_CALLS = "system_calls"
    TEX = "tex"
    WATCH = "watch"
    DEADLINE = "deadline"
    RESULTS = "results"


ALL_LAYERS = frozenset(Layer)
