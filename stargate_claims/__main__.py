"""``python -m stargate_claims``: the same as the command ``stargate-claims``."""

from stargate_claims.cli import main

if __name__ == "__main__":
    main()
