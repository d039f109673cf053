"""The pipeline from one markdown file per decision to the standard Part 1 form, in Word and on the web."""

__version__ = "0.1.0"
