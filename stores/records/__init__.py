"""Record stores: what readers see of videos, and the events that lead there."""
