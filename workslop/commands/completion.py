"""workslop completion: what a shell needs to complete commands, options and their values."""

from __future__ import annotations

import click

VARIABLE = "_WORKSLOP_COMPLETE"


@click.command(short_help="Print the script that completes commands in SHELL.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script with which SHELL completes commands, options and file names.

    \b
    bash  workslop completion bash > ~/.local/share/bash-completion/completions/workslop
    zsh   workslop completion zsh > FOLDER/_workslop, with FOLDER in $fpath
    fish  workslop completion fish > ~/.config/fish/completions/workslop.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # click has all three
    # click's own __init__ is enough; source() of bash also asks which bash is there, which is no matter here
    script = made(ctx.find_root().command, {}, "workslop", VARIABLE)
    click.echo(script.source_template % script.source_vars(), nl=False)
