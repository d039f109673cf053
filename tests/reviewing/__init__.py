"""Reviewers at work in Word, and the paper they review."""
