"""Who runs when: the queue, the reconcile loop, and why a video failed."""
