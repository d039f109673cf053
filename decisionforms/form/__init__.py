"""The form as data: what it says, in which order, in which edition, and when a statement may be ticked."""
