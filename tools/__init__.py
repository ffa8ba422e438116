"""What stands behind `./run`: setting up, and the checks. Standard library only: it runs before anything is there."""
