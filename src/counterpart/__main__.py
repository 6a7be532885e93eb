"""`counterpart`, also `python -m counterpart`."""

from counterpart.cli.commands import main

if __name__ == "__main__":
    main()
