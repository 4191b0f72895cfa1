"""What each file can contain, and the findings for anything else."""
