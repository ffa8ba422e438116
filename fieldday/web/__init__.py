"""The browser's door, cut by who sits in front: rep, supervisor, manager, office. No rule and no query of its own."""
