/** `table.py`, the same for every network: what the cells of the project's data file mean. */
export const tableSource = String.raw`# Reads the cells of the project's data file, and what they mean in their columns, as the project does.
import csv
import datetime
import gzip
import io
import json
import math
import re

# A number is missing, or is there but cannot be read as what its column holds.
MISSING, UNREADABLE = math.nan, math.inf
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
DATE = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)([T ](\d\d):(\d\d)(:(\d\d)(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
YES, NO = {"true", "t", "yes", "y", "1"}, {"false", "f", "no", "n", "0"}


def read_table(path, source):
    """The cells of a file by column name, as text. Rows with another number of cells than the header are left out."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    if source["kind"] == "jsonLines":
        return read_json_lines(data.decode("utf-8-sig"))
    if source["kind"] != "csv":
        raise SystemExit(f"{path} has to be a CSV file here. Save the table as CSV with the same columns.")
    encoding = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "latin-1": "cp1252"}[source.get("encoding", "utf-8")]
    text = data.decode(encoding, "strict" if encoding != "cp1252" else "replace")
    delimiter = source.get("delimiter") or max(",;\t|", key=text.lstrip().split("\n", 1)[0].count)
    quote = source.get("quote", '"')
    quoting = {"quoting": csv.QUOTE_NONE} if quote == "none" else {"quotechar": quote}
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, **quoting) if any(cell.strip() for cell in row)]
    if source.get("header", True):
        header, rows = unique_names(rows[0]), rows[1:]
    else:
        header = unique_names([""] * len(rows[0]))
    rows = [row for row in rows if len(row) == len(header)]
    return {name: [row[i] for row in rows] for i, name in enumerate(header)}


def read_json_lines(text):
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    names = list(dict.fromkeys(name for row in rows for name in row))
    as_text = lambda value: "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return {name: [as_text(row.get(name)) for row in rows] for name in names}


def unique_names(header):
    given, names = set(), []
    for i, cell in enumerate(header):
        wanted = cell if cell.strip() else f"column {i + 1}"
        name, n = wanted, 2
        while name in given or name != cell and name in header:
            name, n = f"{wanted} ({n})", n + 1
        given.add(name)
        names.append(name)
    return names


def parse_number(text):
    value = float(text) if DECIMAL.fullmatch(text) else UNREADABLE
    return value if math.isfinite(value) else UNREADABLE


def parse_date(text):
    """Days since 1970, in UTC where no zone is named."""
    match = DATE.fullmatch(text)
    if not match:
        return UNREADABLE
    year, month, day, _, hour, minute, _, second, fraction, zone = match.groups()
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return UNREADABLE
    hour, minute, second = int(hour or 0), int(minute or 0), int(second or 0)
    if hour > 23 or minute > 59 or second > 59:
        return UNREADABLE
    milliseconds = ((hour * 60 + minute) * 60 + second) * 1000 + int((fraction or ".0")[1:4].ljust(3, "0"))
    if zone and zone != "Z":
        ahead = int(zone[1:3]) * 60 + int(zone[-2:])
        milliseconds -= (-ahead if zone[0] == "-" else ahead) * 60000
    return date.toordinal() - 719163 + milliseconds / 86400000


def cell_reader(column, missing):
    """What one text means in a column: a number, the place of its category, 1 or 0, or days since 1970."""
    kind = column["type"]
    if kind == "category":
        places, by_number = {}, {}
        for place, category in enumerate(column["categories"]):
            places.setdefault(category.strip(), place)
        for text, place in places.items():
            if math.isfinite(parse_number(text)):
                by_number.setdefault(parse_number(text), place)

        def category_of(cell):
            text = cell.strip()
            if text in places:
                return float(places[text])
            return MISSING if text.lower() in missing else float(by_number.get(parse_number(text), UNREADABLE))

        return category_of

    def read(cell):
        text = cell.strip()
        if text.lower() in missing:
            return MISSING
        if kind == "boolean":
            word = text.lower()
            return 1.0 if word in YES else 0.0 if word in NO else UNREADABLE
        if kind == "date":
            return parse_date(text)
        value = parse_number(text)
        return UNREADABLE if kind == "integer" and value != int(value if math.isfinite(value) else 0) else value

    return read
`;
