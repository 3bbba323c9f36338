"""Entry of ``python -m matching.solver``."""

import sys

from matching.solver.cli import main

sys.exit(main())
