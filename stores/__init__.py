"""Storage of videos: object stores for their files, record stores for what readers see of them."""
