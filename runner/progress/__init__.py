"""A run's reports: progress, estimates, its record for readers, and its log."""
