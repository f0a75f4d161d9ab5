"""How everything looks: colours, type, measures, icons, motion. No widget is in here."""
