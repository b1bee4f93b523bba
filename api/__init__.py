"""The REST API: requests in, records, events and files out. The desk decides about videos."""
