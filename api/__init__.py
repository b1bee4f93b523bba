"""The REST API: accepts requests, serves records, events and files. `controller.commands` acts on videos."""
