"""Build the decision forms: `python build.py --help` tells how."""

import sys

try:
    from decisionforms.cli import main
except ModuleNotFoundError as missing:
    sys.exit(f"The package “{missing.name}” is not installed. Run: python -m pip install -e .")

if __name__ == "__main__":
    main()
