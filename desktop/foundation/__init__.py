"""What every part may lean on: errors, secret types, clock, paths, profiles, settings.

Standard library and platformdirs only, so that the fast commands stay fast.
"""
