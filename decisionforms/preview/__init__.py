"""What writers see of their papers while they write: served to a browser on this machine, or printed after each save."""
