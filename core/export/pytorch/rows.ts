/** `rows.py`, the same for every network: deals the project's rows out and orders them as the project does. */
export const rowsSource = `# Deals the rows of the project's data file out to training, validation and testing, and orders every epoch, all as the project does: from
# the same seed come the same rows.
import math

from table import UNREADABLE, cell_reader, parse_number, read_table


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
`;
