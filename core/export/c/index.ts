import { outputNames } from '../../data/decode';
import type { FittedColumn } from '../../data/schema';
import type { ExportFile } from '../exportFile';
import { camelCase, Names } from '../identifiers';
import { commentName } from '../literals';
import { featureColumns, type TrainedModel } from '../model';
import { type Constant, inferenceProgram, type Program, transposed, type Value } from '../program';
import { TextWriter } from '../textWriter';
import { decode, encode, needsValue } from './encode';
import { activationName, stepStatements } from './layers';
import type { COptions } from './options';
import { cComment, cString, type Precision, precisions } from './text';

/** A header and a source file in C99: no allocation, no dependency but `math.h`. */
export function writeC(model: TrainedModel, { precision: chosen }: COptions, name: string): ExportFile[] {
  const precision = precisions[chosen];
  const prefix = functionPrefix(name);
  const program = inferenceProgram(model);
  const columns = featureColumns(model);
  const outputs = model.heads.flatMap((head) => outputNames(head.columns));
  const header = writeHeader({ model, precision, prefix, columns, outputs });
  const source = writeSource({ model, precision, prefix, columns, outputs, program, name });
  return [
    { name: `${name}.c`, content: source },
    { name: `${name}.h`, content: header },
  ];
}

/** Stands in front of every name that other files see. */
export function functionPrefix(name: string): string {
  return name.replaceAll('-', '_').replace(/^(?=\d)/, 'model_');
}

const kindNotes = { number: '', boolean: ' (1 or 0)', date: ' (days since 1970)' } as const satisfies Record<
  Exclude<FittedColumn['type'], 'category'>,
  string
>;

interface Parts {
  model: TrainedModel;
  precision: Precision;
  /** In front of every name that others see. */
  prefix: string;
  columns: readonly FittedColumn[];
  outputs: readonly string[];
}

function writeHeader({ model, precision, prefix, columns, outputs }: Parts): string {
  const guard = `${prefix.toUpperCase()}_H`;
  const kinds = columns.map((column, index) => {
    const name = ` *   ${index}: ${cComment(commentName(column.name))}`;
    if (column.type !== 'category') return `${name}${kindNotes[column.type]}`;
    const places = column.categories.slice(0, 12).map((label, i) => `${i} = ${cComment(commentName(label))}`);
    return `${name}: ${places.join(', ')}${column.categories.length > 12 ? ', ...' : ''}`;
  });
  const results = outputs.map((output, index) => ` *   ${index}: ${cComment(commentName(output))}`);
  return `/*
 * ${cComment(commentName(model.project.name))}: a trained neural network, exported by Neuroloom.
 * C99; needs math.h and nothing else, and allocates nothing.
 */
#ifndef ${guard}
#define ${guard}

#ifdef __cplusplus
extern "C" {
#endif

#define ${prefix.toUpperCase()}_COLUMNS ${columns.length}
#define ${prefix.toUpperCase()}_OUTPUTS ${outputs.length}

/*
 * Predicts one row. It holds a number for each column: the value itself, the place of a category in its list, 1 or 0 for yes or no,
 * days since 1970 (UTC) for a date:
${kinds.join('\n')}
 * The outputs, probabilities of labels and numbers in their own units:
${results.join('\n')}
 * Returns 0; or -1 where a value without a stand-in is missing (NaN) or no category, and all outputs are NaN.
 * The layers between stand in static memory, so only one thread at a time may predict.
 */
int ${prefix}_predict(const ${precision.type} row[${columns.length}], ${precision.type} outputs[${outputs.length}]);

/* Names of the outputs, in UTF-8. */
extern const char *const ${prefix}_output_names[${outputs.length}];

#ifdef __cplusplus
}
#endif

#endif
`;
}

function writeSource({
  model,
  precision,
  prefix,
  columns,
  outputs,
  program,
  name,
}: Parts & { program: Program; name: string }): string | Uint8Array<ArrayBuffer> {
  const names = new Names();
  names.reserveIn(reservedWords);
  names.reserveIn(mathWords.replace(/\w+/g, '$& $&f $&l'));
  for (const step of program.steps) {
    if (step.op === 'activation') names.reserveIn(activationName(step.function, step.negativeSlope));
  }
  const { type: real } = precision;
  const helpers = new Map<string, string>();
  const helper = (helperName: string, source: string) => {
    helpers.set(helperName, source);
    return helperName;
  };
  const declarations: string[] = [];
  const constants: ((writer: TextWriter) => void)[] = [];
  const values = new Map<Value, string>();
  const nameOf = (value: Value) => {
    const known = values.get(value);
    if (known) return known;
    const taken = names.take(snakeCase(value.node.name, value.node.node.kind));
    values.set(value, taken);
    declarations.push(`static ${real} ${taken}[${value.features}];`);
    return taken;
  };
  const constant = (each: Constant) => {
    const taken = names.take(`${snakeCase(each.node.name, each.node.node.kind)}_${snakeCase(each.name, '')}`);
    const isWeights = each.name === 'weights';
    const shape = isWeights ? `[${each.columns}][${each.rows}]` : `[${each.columns}]`;
    const about = `/* ${cComment(commentName(each.node.name))}: ${each.name}${shape} */`;
    constants.push((writer) =>
      writer
        .text(`${about}\nstatic const ${real} ${taken}[${each.values.length}] = {\n`)
        .numbers(isWeights ? transposed(each) : each.values, {
          form: precision.form,
          indent: '   ',
          lastComma: true,
        })
        .text('\n};\n\n'),
    );
    return taken;
  };
  const body: string[] = [];
  for (const step of program.steps) {
    body.push(`    /* ${cComment(commentName(step.y.node.name))} [${step.y.features}] */`);
    const statements =
      step.op === 'input'
        ? encode(step.columns, columns, nameOf(step.y), precision, helper)
        : stepStatements(step, { nameOf, constant, helper, precision });
    body.push(...statements.map((statement) => `    ${statement}`));
  }
  const results = decode(model, program, nameOf, helper, precision);
  const counts = columns.map((column) => (column.type === 'category' ? column.categories.length : 0));
  const standIns = columns.map(({ fill }) => (fill === undefined ? 0 : 1));
  const hasStandIns = needsValue(columns);
  const before = `#include "${name}.h"

#include <math.h>
#include <stddef.h>

const char *const ${prefix}_output_names[${outputs.length}] = {
${outputs.map((output) => `    ${cString(output)},`).join('\n')}
};

/* How many categories a column has; 0 for a number. */
static const int category_counts[${columns.length}] = {
${numberList(counts)}
};${
    hasStandIns
      ? `

/* Whether something stands in for a missing value. */
static const char has_stand_in[${columns.length}] = {
${numberList(standIns)}
};`
      : ''
  }

`;
  const after = `${[...helpers.values()].join('\n\n')}

${declarations.join('\n')}

static int is_complete(const ${real} *row)
{
    int i;
    for (i = 0; i < ${columns.length}; i++) {
${hasStandIns ? '        if (isnan(row[i]) && has_stand_in[i]) continue;\n' : ''}        if (!isfinite(row[i])) return 0;
        if (category_counts[i] > 0 && !(row[i] >= 0 && row[i] < category_counts[i] && row[i] == ${precision.math('floor')}(row[i]))) return 0;
    }
    return 1;
}

int ${prefix}_predict(const ${real} row[${columns.length}], ${real} outputs[${outputs.length}])
{
    int i;${hasStandIns ? '\n    double value;' : ''}
    if (!is_complete(row)) {
        for (i = 0; i < ${outputs.length}; i++) outputs[i] = NAN;
        return -1;
    }
${body.join('\n')}
${results.map((statement) => `    ${statement}`).join('\n')}
    return 0;
}
`;
  const writer = new TextWriter().text(before);
  for (const write of constants) write(writer);
  return writer.text(after).finish();
}

function numberList(values: readonly number[]): string {
  const lines: string[] = [];
  for (let i = 0; i < values.length; i += 24) lines.push(`    ${values.slice(i, i + 24).join(', ')},`);
  return lines.join('\n');
}

function snakeCase(text: string, fallback: string): string {
  return camelCase(text, fallback)
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/^_/, '');
}

const reservedWords = `
  auto break case char const continue default do double else enum extern float for goto if inline int long register restrict return
  short signed sizeof static struct switch typedef union unsigned void volatile while asm bool true false errno assert NULL NAN
  INFINITY main i row outputs x y v n unit units piece pieces in_features weights bias sum largest scale shift mean variance epsilon
  category_counts has_stand_in value turn spread_log unspread_log is_complete dense softmax largest_piece batch_norm add multiply copy size_t ptrdiff_t isfinite
  linux unix near far abort exit
`;

/** Functions of math.h, of which there are three each. */
const mathWords = `
  acos asin atan atan2 cos sin tan cosh sinh tanh exp frexp ldexp log log10 modf pow sqrt ceil fabs floor fmod acosh asinh atanh exp2
  expm1 ilogb log1p log2 logb scalbn cbrt hypot erf erfc lgamma tgamma nearbyint rint round trunc remainder remquo copysign nan
  nextafter nexttoward fdim fmax fmin fma isnan isinf isnormal signbit gamma drem significand j0 j1 jn y0 y1 yn abs index
`;
