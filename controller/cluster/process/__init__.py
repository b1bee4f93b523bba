"""The cluster that is this machine: Jobs are folders, run by shims that outlive the service."""
