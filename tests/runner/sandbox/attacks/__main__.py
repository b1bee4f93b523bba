"""`python -m tests.runner.sandbox.attacks [--only 1,16a] [--without files]`: attacks and layers, a table."""

import sys

from tests.runner.sandbox.attacks.bare import main

sys.exit(main())
