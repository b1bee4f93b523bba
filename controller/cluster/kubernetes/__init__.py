"""Kubernetes as a cluster: every video is a Job of one namespace."""
