"""workslop cache: what is kept between runs."""

from __future__ import annotations

import click

from workslop.screen import environment_language, show


@click.command("cache", short_help="Show what is kept between runs, or clear it.")
@click.option("--clear", is_flag=True, help="Take it all away; a next run reads every text anew.")
def command(clear: bool) -> None:
    """Show where reviews are kept between runs, how many and how much room they take.

    'workslop check' keeps them by the content of a text and all that decides its review; --no-cache does without.
    """
    from workslop import cache
    from workslop.lang import message

    lang = environment_language()
    if clear:
        cache.clear()
    reviews, size = cache.usage("reviews")[0], cache.usage()[1]
    text = message(lang, "cache.kept_one" if reviews == 1 else "cache.kept", n=reviews, size=f"{size / 1e6:.1f}")
    show(f"{cache.folder()}: {text}\n")
