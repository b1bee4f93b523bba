"""Text processing for any language: sentences, Markdown, formulas, pronunciation, widths. Pure."""
