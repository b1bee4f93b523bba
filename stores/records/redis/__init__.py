"""Records and events in Redis 7 or Valkey."""
