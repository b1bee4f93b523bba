"""Where videos are kept: their files in object stores, what readers see of them in record stores."""
