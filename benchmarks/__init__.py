"""Times this project beside two well-known recipes for the same task; `python -m benchmarks --help` says how."""
