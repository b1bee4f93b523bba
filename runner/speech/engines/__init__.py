"""The engines that speak, one module each."""
