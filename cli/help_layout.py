"""How help is laid out: the headings under which commands are listed, and examples at the end."""

ON_THIS_MACHINE = "On this machine"
A_SERVICE = "With a service"
ACCESS = "Who may use a service"
SETTING_UP = "Setting up"


def examples(*commands: str) -> str:
    """The end of a command's help."""
    # The first line is empty because indentation is removed as in a docstring.
    return "\n".join(["", "Examples:", *(f"  {command}" for command in commands)])
