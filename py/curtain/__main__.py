"""`python -m curtain` is the command `curtain`."""

from curtain.command import main

if __name__ == "__main__":
    raise SystemExit(main())
