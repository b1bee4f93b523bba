"""Encloses untrusted text in tags that it can't close. Pure."""

import hashlib


def enclose(name: str, text: str) -> str:
    """`text` between tags of `name` and a hash of the text that does not occur in it."""
    tag = name
    while tag in text or tag == name:
        digest = hashlib.sha256(f"{tag}\n{text}".encode(errors="replace")).hexdigest()
        tag = f"{name}-{digest[:8]}"
    return f"<{tag}>\n{text}\n</{tag}>"
