"""What a run reports while it lasts and when it ends."""
