"""Finds words again in a beat, whatever their punctuation and case. Pure."""


def letters_of(text: str) -> str:
    """The letters and digits of `text`, by which a picture and a voice find each other."""
    return "".join(character for character in text.lower() if character.isalnum())


def says(beat: str, words: str) -> bool:
    """Whether `beat` says these words, next to each other."""
    wanted = letters_of(words)
    return bool(wanted) and wanted in letters_of(beat)
