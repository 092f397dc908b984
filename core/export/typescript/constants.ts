import { base64, float32Bytes } from '../bytes';
import { commentName, listLiteral, numberLiteral } from '../literals';
import { type Constant, transposed } from '../program';

/** A parameter as a constant of the file; weights stand as [units][inFeatures], so that a unit's weights are neighbours. */
export function writeConstant(
  name: string,
  constant: Constant,
  type: 'Float32Array' | 'Float64Array',
): string {
  const isWeights = constant.name === 'weights';
  const values = isWeights ? transposed(constant) : constant.values;
  const shape = isWeights ? `[${constant.columns}][${constant.rows}]` : `[${constant.columns}]`;
  const about = `${commentName(constant.node.name)}: ${constant.name}${shape}`;
  if (type === 'Float32Array') {
    return `/** ${about} */\nconst ${name} = float32('${base64(float32Bytes(values))}');`;
  }
  return `/** ${about} */\nconst ${name} = new Float64Array(${numberList(values, isWeights ? constant.rows : values.length)});`;
}

/** Literals of numbers, every unit's weights on lines of their own. */
export function numberList(values: ArrayLike<number>, perGroup: number): string {
  const literals = Array.from(values, numberLiteral);
  if (literals.length <= perGroup) return listLiteral(literals, '', 40);
  const groups: string[] = [];
  for (let start = 0; start < literals.length; start += perGroup) {
    const text = listLiteral(literals.slice(start, start + perGroup), '  ', 2);
    groups.push(`  ${text.replace(/^\[\s*|,?\s*\]$/g, '')},`);
  }
  return `[\n${groups.join('\n')}\n]`;
}
