"""The gateways to model vendors, and the meaning of their errors."""
