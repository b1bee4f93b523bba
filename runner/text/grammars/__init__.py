"""The small words of languages, by what may be left out of a sentence that has them. Data."""
