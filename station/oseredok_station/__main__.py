"""`python -m oseredok_station`."""

import sys

from oseredok_station.main import main

if __name__ == "__main__":
    sys.exit(main())
