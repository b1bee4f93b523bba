"""The object store in a bucket of S3 or an S3-compatible server."""
