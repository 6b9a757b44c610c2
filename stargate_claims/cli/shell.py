"""What a shell is told: completion of commands and options."""

from __future__ import annotations

import click

from stargate_claims.cli.console import print_text

NAME = "stargate-claims"
VARIABLE = "_STARGATE_CLAIMS_COMPLETE"
"""The variable through which a shell asks the program itself; click's own scheme of names."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete commands and options.

    In ~/.bashrc (bash 4.4 or later): eval "$(stargate-claims completion bash)"

    In ~/.zshrc, after compinit: eval "$(stargate-claims completion zsh)"

    For fish: stargate-claims completion fish > ~/.config/fish/completions/stargate-claims.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None, "click knows the shells that are choices here"
    script = found(context.find_root().command, {}, NAME, VARIABLE)
    # Not source(): for bash that would start bash, to complain about its version.
    print_text(script.source_template % script.source_vars())
