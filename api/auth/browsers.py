"""A short name of a browser for the list of sessions. Pure."""

import re

# The first that occurs: most browsers also name those that they are compatible with.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)
_PRODUCT = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,30}", re.ASCII)


def browser_name(user_agent: str) -> str:
    """Such as `Firefox on Linux`; for a program, the first word that it calls itself by."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    if not browser:
        found = _PRODUCT.match(user_agent)
        return found[0] if found else "unknown"
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser
