"""This machine as a cluster: Jobs are folders, run by shims that outlive the service."""
