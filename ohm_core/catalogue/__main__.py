"""`python -m ohm_core.catalogue [FILE…]`: every catalogue file read and validated; one line for each that is wrong."""

import sys
from pathlib import Path

from ohm_core.catalogue.load import read_part
from ohm_core.errors import BadInput

DATA = Path(__file__).resolve().parents[2] / "data"


def main(files: list[str]) -> int:
    paths = [Path(f) for f in files] or sorted([*(DATA / "boards").glob("*.toml"), *(DATA / "parts").glob("*.toml")])
    wrong = 0
    for path in paths:
        try:
            part, _ = read_part(path)
            if part.id != path.stem:
                raise BadInput(f"{path.name}: id: '{part.id}' must be the file's name.")
        except BadInput as error:
            wrong += 1
            print(error)
    print(f"{len(paths)} files, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
