"""Object stores for the files of videos: a folder or an S3 bucket."""
