"""Text models behind one protocol, one module a provider."""
