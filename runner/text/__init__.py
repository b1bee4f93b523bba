"""Text of any language: sentences, Markdown, formulas, pronunciation, widths. Pure."""
