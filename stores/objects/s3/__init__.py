"""The object store in a bucket of S3, or of another server that speaks its protocol."""
