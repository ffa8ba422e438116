"""The command line's door: `./run COMMAND …` acts as the system through the same verbs as every other door."""
