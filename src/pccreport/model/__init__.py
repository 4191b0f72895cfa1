"""What an office keeps: its plan, its updates, the settings of a report."""
