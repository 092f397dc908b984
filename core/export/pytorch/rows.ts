/** `rows.py`, the same for every network: reads the project's rows, deals them out and orders them as the project does. */
export const rowsSource =
  String.raw`# Reads the rows of the project's data file, deals them out to training, validation and testing, and orders every epoch, all as the
# project does: from the same seed come the same rows.
import csv
import datetime
import gzip
import io
import json
import math
import re


# The generator of every choice: PCG-XSH-RR (O'Neill, 2014), as in the project.
class Pcg32:
    def __init__(self, seed, stream, counter=0):
        self.increment = (stream << 1 | 1) & (2**64 - 1)
        self.state = 0
        self.advance()
        self.state = (self.state + (counter << 32) + seed) & (2**64 - 1)
        self.advance()

    def advance(self):
        self.state = (self.state * 6364136223846793005 + self.increment) & (2**64 - 1)

    def next(self):
        state = self.state
        self.advance()
        word = ((state >> 18) ^ state) >> 27 & 0xFFFFFFFF
        rotation = state >> 59
        return (word >> rotation | word << (-rotation & 31)) & 0xFFFFFFFF

    def below(self, bound):
        threshold = (2**32 - bound) % bound
        while True:
            draw = self.next()
            if draw >= threshold:
                return draw % bound

    def random(self):
        high = self.next() >> 5
        return (high * 67108864 + (self.next() >> 6)) / 2**53

    def permutation(self, n):
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order


SPLIT, SHUFFLE, DRAW = 2, 3, 4
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


def apportion(count, shares, owed):
    quotas = [count * (1 - shares["validation"] - shares["test"]), count * shares["validation"], count * shares["test"]]
    quotas = [math.floor(q + 0.5) if abs(q - math.floor(q + 0.5)) < 1e-6 else q for q in quotas]
    sizes = [math.floor(q) for q in quotas]
    for i in range(3):
        owed[i] += quotas[i] - sizes[i]
    left = count - sum(sizes)
    for i in sorted((i for i in range(3) if quotas[i] > sizes[i]), key=lambda i: (-owed[i], i)):
        if left == 0:
            break
        sizes[i] += 1
        owed[i] -= 1
        left -= 1
    return sizes


def deal(groups, shares):
    parts, owed = [[], [], []], [0.0, 0.0, 0.0]
    for group in groups:
        start = 0
        for part, size in zip(parts, apportion(len(group), shares, owed)):
            part += group[start : start + size]
            start += size
    return [sorted(part) for part in parts]


def by_class(rows, classes):
    groups = {}
    for row in rows:
        groups.setdefault(classes[row], []).append(row)
    return [groups[key] for key in sorted(groups)]


def split_rows(count, split, seed, classes, keys, values):
    """Training, validation and test rows: at random by the seed, by ascending keys, or by the part that each row's value names."""
    if split["method"] == "column":
        dealt = [[], [], []]
        for row in range(count):
            dealt[values[row]].append(row)
        return dealt
    if split["method"] == "order":
        return deal([sorted(range(count), key=lambda row: (keys[row], row))], split)
    order = Pcg32(seed, SPLIT).permutation(count)
    return deal(by_class(order, classes) if classes and split["stratify"] else [order], split)


def draw_rows(training, weights, classes, seed):
    """The rows that make up one epoch: by weight, and every class as often as the largest one."""
    groups = by_class(training, classes) if classes else [training]
    largest = max(len(group) for group in groups)
    count = min(len(groups) * largest, 2**26)
    weight = lambda row: weights[row] if weights else 1.0
    masses = [largest * (sum_of(map(weight, group)) / len(group) if weights else 1) for group in groups]
    total = sum_of(masses)
    start = Pcg32(seed, DRAW).random()
    drawn, before = [], 0.0
    for group, mass in zip(groups, masses):
        begin, end = count * (before / total), count * ((before + mass) / total)
        before += mass
        whole, passed = sum_of(map(weight, group)), 0.0
        for row in group:
            if weight(row) == 0:
                continue
            passed += weight(row)
            reached = end if passed >= whole else begin + (end - begin) * (passed / whole)
            drawn += [row] * (min(math.floor(reached + start), count) - len(drawn))
    return sorted(drawn)


def sum_of(values):
    # Python's own sum corrects for rounding from 3.12 on, and the project's does not.
    total = 0.0
    for value in values:
        total += value
    return total


class Rows:
    """What of a file is trained on: values by column over the rows in use, and which of these are for what."""

    def __init__(self, path, settings):
        table = read_table(path, settings["source"])
        missing = {word.strip().lower() for word in settings["missingWords"]}
        absent = [column["name"] for column in settings["table"] if column["use"] and column["name"] not in table]
        if absent:
            raise SystemExit(f"{path} has no column {absent[0]!r}.")
        self.count = len(next(iter(table.values())))
        read = {}
        usable = [True] * self.count
        for column in settings["table"]:
            if column["name"] not in table or column["type"] == "text":
                continue
            values = [*map(cell_reader(column, missing), table[column["name"]])]
            read[column["name"]] = values
            # A value that does not fit the type of its column spoils the row, whether or not the column is in use.
            strict = column["use"] or column["type"] != "category"
            least = 0 if "weight" in column["use"] else -math.inf
            for row, value in enumerate(values):
                if math.isnan(value):
                    usable[row] &= not column["use"] or column["fills"]
                elif strict and (value == UNREADABLE or value < least):
                    usable[row] = False
        used = [row for row in range(self.count) if usable[row]]
        if not used:
            raise SystemExit(f"{path} has no row that can be used.")
        self.used = used
        self.values = {name: [values[row] for row in used] for name, values in read.items()}
        split = settings["split"]
        classes = self.values[settings["classes"]] if settings["classes"] else None
        keys, values = range(len(used)), None
        if split["column"] is not None:
            texts = [table[split["column"]][row].strip() for row in used]
            keys = order_keys(texts, self.values.get(split["column"]), settings)
            values = part_numbers(texts, split["parts"], missing)
        self.parts = split_rows(len(used), split, settings["seed"], classes, keys, values)
        weights = None
        for column in settings["table"]:
            if "weight" in column["use"]:
                weights = [a * b for a, b in zip(weights or [1.0] * len(used), self.values[column["name"]])]
        self.epoch_rows = self.parts[0]
        if weights or (split["oversample"] and classes):
            self.epoch_rows = draw_rows(self.parts[0], weights, classes if split["oversample"] else None, settings["seed"])
        self.blocks = by_block(self.epoch_rows, used, settings["blockRows"])

    def batches(self, epoch, settings):
        """The batches of an epoch; none holds rows of two blocks."""
        size = min(settings["batchSize"], max(len(block) for block in self.blocks))
        blocks, generator = self.blocks, None
        if settings["shuffle"]:
            generator = Pcg32(settings["seed"], SHUFFLE, epoch)
            blocks = [blocks[i] for i in generator.permutation(len(blocks))]
        for block in blocks:
            order = [block[i] for i in generator.permutation(len(block))] if generator else block
            for start in range(0, len(order), size):
                yield order[start : start + size]


def order_keys(texts, values, settings):
    """Where rows stand: numbers and dates by size, other texts in ascending order, by value where all are numbers."""
    by = next(column for column in settings["table"] if column["name"] == settings["split"]["column"])
    if by["type"] not in ("category", "text"):
        return values
    numbers = [parse_number(text) for text in texts]
    return numbers if all(math.isfinite(number) for number in numbers) else texts


def part_numbers(texts, parts, missing):
    """The part that each text names: 0 for training, also where a text is not listed."""
    names = [*parts]
    place_of = cell_reader({"type": "category", "categories": names}, missing)
    numbers = [["train", "validation", "test"].index(parts[name]) for name in names]
    empty = numbers[names.index("")] if "" in names else 0
    places = [place_of(text) for text in texts]
    return [empty if math.isnan(place) else numbers[int(place)] if math.isfinite(place) else 0 for place in places]


def by_block(rows, used, block_rows):
    """Rows to train on by blocks of consecutive rows of the file."""
    if block_rows is None:
        return [rows]
    return by_class(rows, [row // block_rows for row in used])
`.replaceAll('\\`', '`');
