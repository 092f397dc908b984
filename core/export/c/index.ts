import { outputNames } from '../../data/decode';
import { fittedWidth } from '../../data/encode';
import type { ExportFile } from '../exportFile';
import { camelCase, Names } from '../identifiers';
import { commentName } from '../literals';
import { featureColumns, type TrainedModel } from '../model';
import type { PlainColumn } from '../plainColumn';
import { type Constant, inferenceProgram, type Program, transposed, type Value } from '../program';
import { TextWriter } from '../textWriter';
import { activationName, copySource, stepStatements } from './layers';
import type { COptions } from './options';
import { cComment, cString, type Precision, precisions } from './text';

/** A header and a source file in C99: no allocation, no dependency but `math.h`. */
export function writeC(model: TrainedModel, { precision: chosen }: COptions, name: string): ExportFile[] {
  const precision = precisions[chosen];
  const prefix = name.replaceAll('-', '_').replace(/^(?=\d)/, 'model_');
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

interface Parts {
  model: TrainedModel;
  precision: Precision;
  /** In front of every name that others see. */
  prefix: string;
  columns: readonly PlainColumn[];
  outputs: readonly string[];
}

function writeHeader({ model, precision, prefix, columns, outputs }: Parts): string {
  const guard = `${prefix.toUpperCase()}_H`;
  const kinds = columns.map((column, index) => {
    const name = ` *   ${index}: ${cComment(commentName(column.name))}`;
    if (column.type === 'number') return name;
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
 * Predicts one row. It holds a number for each column: the value itself, or the place of a category in its list:
${kinds.join('\n')}
 * The outputs, probabilities of labels and numbers in their own units:
${results.join('\n')}
 * Returns 0; or -1 where a value is missing (NaN) or no category, and all outputs are NaN.
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
          write: precision.write,
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
        ? encode(step.columns, columns, nameOf(step.y), precision)
        : stepStatements(step, { nameOf, constant, helper, precision });
    body.push(...statements.map((statement) => `    ${statement}`));
  }
  const results = decode(model, program, nameOf, helper, precision);
  const counts = columns.map((column) => (column.type === 'category' ? column.categories.length : 0));
  const before = `#include "${name}.h"

#include <math.h>
#include <stddef.h>

const char *const ${prefix}_output_names[${outputs.length}] = {
${outputs.map((output) => `    ${cString(output)},`).join('\n')}
};

/* How many categories a column has; 0 for a number. */
static const int category_counts[${columns.length}] = {
${numberList(counts)}
};

`;
  const after = `${[...helpers.values()].join('\n\n')}

${declarations.join('\n')}

static int is_complete(const ${real} *row)
{
    int i;
    for (i = 0; i < ${columns.length}; i++) {
        if (!isfinite(row[i])) return 0;
        if (category_counts[i] > 0 && !(row[i] >= 0 && row[i] < category_counts[i] && row[i] == ${precision.math('floor')}(row[i]))) return 0;
    }
    return 1;
}

int ${prefix}_predict(const ${real} row[${columns.length}], ${real} outputs[${outputs.length}])
{
    int i;
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

/** Scaling goes in double: a mean far from zero would cost a float its last digits. */
function encode(
  columns: readonly PlainColumn[],
  all: readonly PlainColumn[],
  name: string,
  precision: Precision,
): string[] {
  let start = 0;
  const { number } = precisions.double;
  return columns.map((column) => {
    const cell = `row[${all.indexOf(column)}]`;
    const at = start;
    start += fittedWidth(column);
    if (column.type === 'category') {
      const value = `i == (int)${cell} ? 1 : 0`;
      return `for (i = 0; i < ${fittedWidth(column)}; i++) ${name}[${at} + i] = ${value};`;
    }
    if (column.offset === 0 && column.scale === 1) return `${name}[${at}] = ${cell};`;
    return `${name}[${at}] = (${precision.type})((${cell} - (${number(column.offset)})) / ${number(column.scale)});`;
  });
}

function decode(
  model: TrainedModel,
  { outputs }: Program,
  nameOf: (value: Value) => string,
  helper: (name: string, source: string) => string,
  precision: Precision,
): string[] {
  const copy = helper('copy', copySource(precision.type));
  const { number } = precisions.double;
  const statements: string[] = [];
  let start = 0;
  outputs.forEach(({ head, value }, index) => {
    statements.push(
      `${copy}(${nameOf(value)}, outputs${start === 0 ? '' : ` + ${start}`}, ${value.features});`,
    );
    let at = start;
    for (const column of model.heads[index]!.columns) {
      if (
        head.task === 'regression' &&
        column.type === 'number' &&
        (column.offset !== 0 || column.scale !== 1)
      ) {
        statements.push(
          `outputs[${at}] = (${precision.type})(outputs[${at}] * ${number(column.scale)} + (${number(column.offset)}));`,
        );
      }
      at += fittedWidth(column);
    }
    start += value.features;
  });
  return statements;
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
  category_counts is_complete dense softmax largest_piece batch_norm add multiply copy size_t ptrdiff_t isfinite
  linux unix near far abort exit
`;

/** Functions of math.h, of which there are three each. */
const mathWords = `
  acos asin atan atan2 cos sin tan cosh sinh tanh exp frexp ldexp log log10 modf pow sqrt ceil fabs floor fmod acosh asinh atanh exp2
  expm1 ilogb log1p log2 logb scalbn cbrt hypot erf erfc lgamma tgamma nearbyint rint round trunc remainder remquo copysign nan
  nextafter nexttoward fdim fmax fmin fma isnan isinf isnormal signbit gamma drem significand j0 j1 jn y0 y1 yn abs index
`;
