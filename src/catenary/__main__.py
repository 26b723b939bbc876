"""`python -m catenary`: the verbs, where the `catenary` script is not on the path."""

from catenary.cli import main

if __name__ == "__main__":
    main()
