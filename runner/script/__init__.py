"""Scripts as text: read, composed and checked without ever being executed here."""
