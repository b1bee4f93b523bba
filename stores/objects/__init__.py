"""Object stores: the files of videos, in a folder or in a bucket."""
