"""The sandbox: the layers that separate a script from everything else."""
