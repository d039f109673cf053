"""What becomes of one paper in a build, what is remembered of it, and who does the work."""

# Who may do it: this process, several of this machine, or a cluster by the address of its scheduler.
HERE, PROCESSES, CLUSTER = "here", "processes", "dask:"
