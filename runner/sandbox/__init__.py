"""The sandbox: what stands between a script and everything else."""
