"""`pccreport house`: the styles of an office's Word file, as its house format names them."""

import sys
from pathlib import Path

from pccreport.cli import terminal
from pccreport.cli.common import handle_errors
from pccreport.cli.options import option
from pccreport.pipeline.house_format import fit_template
from pccreport.source.command_error import DONE
from pccreport.writers.project_yaml import yaml_scalar


@handle_errors
def house(source: Path = option("house", "source", ...)) -> int:
    """List the styles in an office's Word file, ready to copy into its house format."""
    look, missing = fit_template(source)
    lines = [f"template: {yaml_scalar(source.name)}", "styles:"]
    for role, name in look.styles.items():
        lines.append(
            f"  # {role}: none" if role in missing else f"  {role}: {yaml_scalar(name)}"
        )
    own = look.template.own_styles if look.template else ()
    lines.append(f"# the office’s own: {', '.join(own) or 'none'}")
    terminal.write_text("\n".join((*lines, "")), sys.stdout)
    terminal.print_message(
        "Copy these lines into house.yaml. A part marked “none” takes the style of the most similar part."
    )
    return DONE
