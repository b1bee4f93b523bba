"""Record stores: the records that readers see, and their events."""
