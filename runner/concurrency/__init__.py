"""How calls are made: side by side, again where a failure may pass, or in a thread of their own."""
