import { commentName } from '../literals';

/** A string literal of Python, in ASCII: what it holds can neither end it nor hide in it. */
export function pyString(text: string): string {
  const escaped = Array.from(text, (character) => {
    if (character === '"' || character === '\\') return `\\${character}`;
    const point = character.codePointAt(0)!;
    if (point >= 32 && point < 127) return character;
    return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
  });
  return `"${escaped.join('')}"`;
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

export function pyNumber(value: number): string {
  return Object.is(value, -0) ? '-0.0' : String(value);
}

/** A name for a comment. */
export const pyName = (name: string): string => commentName(name);

export function pyList(items: readonly string[], indent: string): string {
  const flat = `[${items.join(', ')}]`;
  if (flat.length + indent.length <= 100) return flat;
  const lines: string[] = [];
  let line = `${indent}    `;
  for (const item of items) {
    if (line.trim() !== '' && line.length + item.length > 105) {
      lines.push(line.trimEnd());
      line = `${indent}    `;
    }
    line += `${item}, `;
  }
  return `[\n${[...lines, line.trimEnd()].join('\n')}\n${indent}]`;
}

/** What no variable of an exported file may be called. */
export const pythonWords = `
  False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield match case self torch nn functional keras numpy np json math struct
  T_destination add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr float
  forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules named_buffers named_children
  named_modules named_parameters mtia parameters register_backward_hook register_buffer register_forward_hook
  register_forward_pre_hook register_full_backward_hook register_full_backward_pre_hook register_load_state_dict_post_hook
  register_load_state_dict_pre_hook register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook
  requires_grad_ set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad
  abs all any bool bytes dict dir enumerate filter float int iter len list map max min next object open print range round set slice
  sorted str sum super tuple vars zip encode predict load network rows columns row outputs Network COLUMNS INPUTS HEADS OUTPUTS
`;
