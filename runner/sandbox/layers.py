"""The layers that confine a script, each by its name. Pure."""

from enum import StrEnum


class Layer(StrEnum):
    """What stands between a script and everything else; docs/sandbox.md tells what each one stops."""

    DESCRIPTORS = "descriptors"
    ENVIRONMENT = "environment"
    SESSION = "session"
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
