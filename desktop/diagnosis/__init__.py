"""What ails this installation: each trouble by its name and its mend, and a file to show others."""
