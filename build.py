"""Build the decision forms: `python build.py --help` tells how."""

from decisionforms.__main__ import main

if __name__ == "__main__":
    main()
