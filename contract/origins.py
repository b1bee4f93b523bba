"""Origins of web pages, such as http://localhost:5173, written as browsers send them. Pure."""

from urllib.parse import SplitResult, urlsplit

_EXAMPLE = "http://localhost:5173"
_DEFAULT_PORTS = {"http": 80, "https": 443}


def require_origin(text: str) -> str:
    """The text, if it is an origin as browsers send it; otherwise ValueError says how it must be written."""
    if "*" in text:
        raise ValueError(
            f"{text!r} would let unknown pages use the service: name each origin, such as {_EXAMPLE}"
        )
    if text == "null":
        raise ValueError(
            "'null' is the origin of every file and of every sandboxed frame: serve the page, and name the "
            f"address that it then has, such as {_EXAMPLE}"
        )
    if "://" not in text:
        raise ValueError(f"{text!r} has no scheme: write http://{text} or https://{text}")
    sent = _as_sent(text)
    if sent is None:
        raise ValueError(f"{text!r} is not an origin such as {_EXAMPLE}")
    if sent != text:
        raise ValueError(f"{text!r} must be written as browsers send it: {sent}")
    return text


def origin_of(address: str) -> str:
    """The origin of a page's address; empty if it has none."""
    return _as_sent(address) or ""


def _as_sent(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host, port = _host_of(parts), parts.port
    except ValueError:  # UnicodeError too: a name that no browser accepts
        return None
    if not host:
        return None
    is_default = port is None or port == _DEFAULT_PORTS.get(parts.scheme)
    return f"{parts.scheme}://{host}" if is_default else f"{parts.scheme}://{host}:{port}"


def _host_of(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
