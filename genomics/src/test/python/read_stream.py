"""Prints what pyarrow reads from an Arrow stream: a line for the samples, then one for each row."""

import json
import sys

import pyarrow.ipc


def main(path):
    with open(path, "rb") as file, pyarrow.ipc.open_stream(file) as reader:
        table = reader.read_all()
    print(",".join(json.loads(table.schema.metadata[b"genogate.samples"])))
    table.validate(full=True)
    for row in table.to_pylist():
        dosages = "".join("." if d is None else str(d) for d in row.get("dosages", []))
        print(
            f"{row['CHROM']}:{row['POS']} {row['REF']}>{row['ALT']}"
            f" {row['AC']}/{row['AN']} {dosages}"
        )


main(sys.argv[1])
