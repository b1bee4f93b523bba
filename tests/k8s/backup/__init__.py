"""Backups without a cluster."""
