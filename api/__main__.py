"""`python -m api`: the service in a Kubernetes cluster."""

import sys

from api.main import main

if __name__ == "__main__":
    sys.exit(main())
