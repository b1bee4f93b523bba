"""The guess of CLD3, a small neural network, at a text's language. The only importer of its package."""

MOST_BYTES = 2_000
"""How much of a text it reads."""

_OTHER_CODES = {"no": "nb", "iw": "he", "ms": "id", "bs": "hr"}
"""Its names of our languages, and languages that a voice of ours can read as well as its own."""


def guess_language(text: str) -> str:
    """The likeliest of a hundred languages as a BCP 47 code. Of a few words it is often wrong."""
    import gcld3  # noqa: PLC0415 - most starts of a program recognise no language

    identifier = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=MOST_BYTES)
    code = str(identifier.FindLanguage(text=text).language)
    return _OTHER_CODES.get(code, code)
