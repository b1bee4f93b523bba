"""Words on screen: titles, phrases, sentences."""
