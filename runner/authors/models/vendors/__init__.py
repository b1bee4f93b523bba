"""One gateway for each vendor of models, and what their refusals mean."""
