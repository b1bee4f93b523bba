"""Numbers, functions and waves, drawn to scale."""
