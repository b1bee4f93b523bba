"""What a run keeps in the object store, and what it waits for before it can."""
