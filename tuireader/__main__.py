"""`python -m tuireader` is the `tuireader` command."""

import sys

from tuireader.cli import main

sys.exit(main())
