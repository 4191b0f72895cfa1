"""What each file may hold, and how it is told when one holds something else."""
