"""The six stages of a video, one module each, in the order of `contract.stage`."""
