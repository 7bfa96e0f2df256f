"""`python -m comity.faces.cli`: the command line, for processes that start it themselves."""

import sys

from comity.faces.cli import main

sys.exit(main())
