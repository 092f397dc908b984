/**
 * The functions of an exported Python file that make numbers of rows: `torch` works on tensors, `np` on arrays. The calendar is
 * computed by arithmetic alone, so that it runs wherever the rows are.
 */
export function pythonEncoding(library: 'torch' | 'np'): string {
  const isTorch = library === 'torch';
  const double = isTorch ? 'double()' : 'astype("float64")';
  const oneHot = isTorch
    ? 'functional.one_hot(value.long(), len(column["categories"])).double()'
    : 'np.eye(len(column["categories"]))[value.astype("int64")]';
  const beside = isTorch ? 'torch.cat(parts, 1)' : 'np.concatenate(parts, 1)';
  const join = isTorch
    ? 'torch.cat(parts, 1).to(torch.get_default_dtype())'
    : 'np.concatenate(parts, 1).astype("float32")';
  return `def is_complete(rows):
    """[batch]: whether every value of a row is there or has a stand-in, and every category is one of its list."""
    complete = ${library}.ones_like(rows[:, 0]) > 0
    for i, column in enumerate(COLUMNS):
        value = rows[:, i]
        known = ${library}.isfinite(value)
        if "categories" in column:
            known &= (value >= 0) & (value < len(column["categories"])) & (value == ${library}.floor(value))
        if "fill" in column:
            known |= ${library}.isnan(value)
        complete &= known
    return complete


def scaled(value, scaling):
    if scaling.get("log1p"):
        value = ${library}.sign(value) * ${library}.log1p(abs(value))
    return (value - scaling["offset"]) / scaling["scale"]


def unscaled(value, scaling):
    value = value * scaling["scale"] + scaling["offset"]
    return ${library}.sign(value) * ${library}.expm1(abs(value)) if scaling.get("log1p") else value


def turn(days, part):
    """How far round its circle a date is, from 0 up to 1; days since 1970, in UTC."""
    day = ${library}.floor(days)
    into_day = days - day
    if part == "timeOfDay":
        return into_day
    if part == "dayOfWeek":
        return ${library}.remainder(days + 3, 7) / 7
    # Years from March on, so that the day that not every year has is the last one; in eras of 400 years.
    era_day = ${library}.remainder(day + 719468, 146097)
    year = ${library}.floor((era_day - ${library}.floor(era_day / 1460) + ${library}.floor(era_day / 36524) - ${library}.floor(era_day / 146096)) / 365)
    year_day = era_day - (365 * year + ${library}.floor(year / 4) - ${library}.floor(year / 100))
    month = ${library}.floor((5 * year_day + 2) / 153)
    after = (month >= 10).${double}
    year = year + after
    leap = ((year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))).${double}
    if part == "dayOfMonth":
        start, end = ${library}.floor((153 * month + 2) / 5), ${library}.floor((153 * month + 155) / 5)
        length = ${library}.where(month == 11, 28 + leap, end - start)
        return (year_day - start + into_day) / length
    return (year_day + ${library}.where(after > 0, after * -306, 59 + leap) + into_day) / (365 + leap)


def encode_column(column, value):
    """[batch] to [batch, features]."""
    missing = ${library}.isnan(value).${double}
    if "fill" in column:
        value = ${library}.where(missing > 0, ${library}.full_like(value, column["fill"]), value)
    parts = []
    if "parts" in column:
        for part in column["parts"]:
            if part == "elapsed":
                parts.append(scaled(value, column)[:, None])
            else:
                angle = 2 * math.pi * turn(value, part)
                parts += [${library}.sin(angle)[:, None], ${library}.cos(angle)[:, None]]
    elif "categories" in column and not column.get("ordinal"):
        parts.append(${oneHot})
    else:
        parts.append((scaled(value, column) if "offset" in column else value)[:, None])
    if column.get("indicator"):
        parts.append(missing[:, None])
    return ${beside}


def encode(rows):
    """rows: [batch, len(COLUMNS)], all complete. The inputs of the network, each [batch, features]."""
    inputs = []
    for places in INPUTS:
        parts = [encode_column(COLUMNS[i], rows[:, i].${double}) for i in places]
        inputs.append(${join})
    return inputs
`;
}
