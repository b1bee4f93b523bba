"""`python -m tests.runner.render.attacks [--only 1,16a] [--without files]`: attacks and layers, a table."""

import sys

from tests.runner.render.attacks.bare import main

sys.exit(main())
