"""One paper from standard input (JSON) to standard output (PDF). The only module that imports typst."""

import sys
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import typst

FONTS = ("fontpkg_noto_sans", "fontpkg_noto_serif", "fontpkg_amiri", "noto_cjk_sans_otc")


def folders() -> list[Path]:
    """Where the font packages lie; LookupError for one that is not installed."""
    found = []
    for name in FONTS:
        spec = find_spec(name)
        if spec is None or not spec.submodule_search_locations:
            raise LookupError(f"{name} is not installed")
        found.append(Path(spec.submodule_search_locations[0]))
    return found


def main() -> None:
    """Set one paper."""
    source = files("comity.faces.pdf").joinpath("paper.typ").read_bytes()
    paper = sys.stdin.buffer.read().decode()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders())
    made = typst.compile(source, font_paths=fonts, format="pdf", sys_inputs={"paper": paper}, pdf_standards="a-2a")
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
