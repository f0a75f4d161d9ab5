"""Faults put in on purpose: what each costs, what is kept, and what the user is told."""
