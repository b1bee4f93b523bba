"""Text to speech: engines behind one Voice protocol, one module per engine."""
