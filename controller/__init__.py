"""The queue of videos, the reconcile loop, and the diagnosis of failed Jobs."""
